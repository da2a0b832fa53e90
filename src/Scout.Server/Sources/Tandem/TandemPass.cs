using System.Text.Json;

namespace Scout.Server.Sources.Tandem;

/// <summary>What a login gives. Prints nothing of itself.</summary>
/// <param name="PumperId">Whose data may be asked for.</param>
internal sealed record TandemPass(string AccessToken, string PumperId, string AccountId, DateTimeOffset ExpiresAt)
{
    /// <summary>A request may take minutes; the token must outlive it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    public bool IsGoodAt(DateTimeOffset now) => now < ExpiresAt - Margin;

    /// <summary>The form that is kept, sealed.</summary>
    public string Text =>
        JsonSerializer.Serialize(
            new[] { AccessToken, PumperId, AccountId, $"{ExpiresAt.ToUnixTimeMilliseconds()}" },
            TandemJson.Default.StringArray
        );

    public static TandemPass? Parse(string? text)
    {
        if (
            text is not null
            && JsonSerializer.Deserialize(text, TandemJson.Default.StringArray)
                is [var token, var pumper, var account, var end]
            && long.TryParse(end, out var at)
        )
        {
            return new TandemPass(token, pumper, account, DateTimeOffset.FromUnixTimeMilliseconds(at));
        }

        return null;
    }

    public override string ToString() => nameof(TandemPass);
}
