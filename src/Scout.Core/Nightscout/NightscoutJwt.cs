using System.Collections.Immutable;
using System.Text.Json;

namespace Scout.Core.Nightscout;

/// <summary>The short-lived token that a site gives for an access token.</summary>
/// <param name="Value">Secret; sent as Bearer.</param>
/// <param name="Life">8 h on new sites, 1 h on old ones.</param>
/// <param name="Permissions">As Nightscout writes them: "*:*:read", "api:treatments:create", "*".</param>
public sealed record NightscoutJwt(string Value, TimeSpan Life, ImmutableArray<string> Permissions)
{
    /// <summary>Renewed early, by our own clock, so that neither a slow answer nor a skewed clock uses an old one.</summary>
    public TimeSpan UsableFor => Life * 0.8;

    /// <summary>It may do more than read: a reading token would do.</summary>
    public bool IsStrongerThanReading =>
        Permissions.Any(permission => !permission.EndsWith(":read", StringComparison.Ordinal));

    public static NightscoutJwt? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var value = root.Text("token");
            if (value.Length == 0)
            {
                return null;
            }

            var seconds = root.Number("exp") - root.Number("iat");
            return new NightscoutJwt(
                value,
                TimeSpan.FromSeconds(Math.Clamp(seconds ?? 3600, 60, 86_400)),
                Rights(root)
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => nameof(NightscoutJwt);

    private static ImmutableArray<string> Rights(JsonElement root) =>
        root.Child("permissionGroups") is { ValueKind: JsonValueKind.Array } groups
            ?
            [
                .. groups
                    .EnumerateArray()
                    .Where(group => group.ValueKind is JsonValueKind.Array)
                    .SelectMany(group => group.EnumerateArray())
                    .Where(right => right.ValueKind is JsonValueKind.String)
                    .Select(right => right.GetString() ?? ""),
            ]
            : [];
}
