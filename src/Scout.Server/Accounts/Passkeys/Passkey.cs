using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;

namespace Scout.Server.Accounts.Passkeys;

/// <summary>A passkey as people see it.</summary>
internal sealed record PasskeyLine(string Id, string Name, long CreatedAt, long? UsedAt);

/// <summary>What the check of a passkey needs; JSON in the table.</summary>
internal sealed record PasskeyData(
    byte[] PublicKey,
    uint SignCount,
    string[]? Transports,
    bool IsUserVerified,
    bool IsBackupEligible,
    bool IsBackedUp
)
{
    public static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);

    public static string Write(UserPasskeyInfo passkey) =>
        JsonSerializer.Serialize(
            new PasskeyData(
                passkey.PublicKey,
                passkey.SignCount,
                passkey.Transports,
                passkey.IsUserVerified,
                passkey.IsBackupEligible,
                passkey.IsBackedUp
            ),
            PasskeyJson.Default.PasskeyData
        );

    public static UserPasskeyInfo Read(string id, string data, long createdAt)
    {
        var kept = JsonSerializer.Deserialize(data, PasskeyJson.Default.PasskeyData)!;
        return new UserPasskeyInfo(
            Base64Url.DecodeFromChars(id),
            kept.PublicKey,
            DateTimeOffset.FromUnixTimeMilliseconds(createdAt),
            kept.SignCount,
            kept.Transports,
            kept.IsUserVerified,
            kept.IsBackupEligible,
            kept.IsBackedUp,
            attestationObject: [],
            clientDataJson: []
        );
    }
}

[JsonSerializable(typeof(PasskeyData))]
internal sealed partial class PasskeyJson : JsonSerializerContext;
