using System.Text.Json;

namespace Scout.Core.Nightscout;

/// <summary>What /api/v1/verifyauth says about a credential, in the new form (object) or the old one (text).</summary>
/// <param name="Accepted">The site knows the credential. Old sites say so of the API secret only.</param>
/// <param name="CanRead">Null: an old site, which does not say. True for anybody on a world-readable site.</param>
public sealed record NightscoutAuthorization(bool Accepted, bool? CanRead, bool? CanWrite, bool? IsAdmin)
{
    public static NightscoutAuthorization? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var message = document.RootElement.Child("message");
            return message.ValueKind switch
            {
                JsonValueKind.String when message.ValueEquals("OK") => new(true, true, true, true),
                JsonValueKind.String => new(false, null, null, null),
                JsonValueKind.Object => new(
                    message.Text("message") == "OK",
                    message.Flag("canRead"),
                    message.Flag("canWrite"),
                    message.Flag("isAdmin")
                ),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
