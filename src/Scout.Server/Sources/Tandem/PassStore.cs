using System.Text.Json;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>What is known of the logins of an account.</summary>
internal sealed record KnownPass(TandemPass? Pass, TandemFailure? Refused, DateTimeOffset? RenewedAt);

/// <summary>Tokens and tries, kept with the account, so that a restart makes no login.</summary>
internal static class PassStore
{
    public const string PassPurpose = "Scout.Tandem.Pass";
    public const string CredentialsPurpose = "Scout.Tandem.Credentials";

    public static string CloseCredentials(this SecretBox box, TandemCredentials credentials) =>
        box.Close(CredentialsPurpose, JsonSerializer.Serialize(credentials, TandemJson.Default.TandemCredentials));

    /// <summary>Null: the key is lost, and they must be typed again.</summary>
    public static TandemCredentials? OpenCredentials(this SecretBox box, string closed) =>
        box.Open(CredentialsPurpose, closed) is { } text
            ? JsonSerializer.Deserialize(text, TandemJson.Default.TandemCredentials)
            : null;

    public static async Task<KnownPass?> FindPassAsync(this Session session, SecretBox box, string watch)
    {
        var row = await session.FirstOrDefaultAsync<Row>(
            "select pass, refused, renewed_at from pumps where watch_id = @watch",
            new { watch }
        );
        return row is null
            ? null
            : new KnownPass(
                row.Pass is null ? null : TandemPass.Parse(box.Open(PassPurpose, row.Pass)),
                Enum.TryParse<TandemFailure>(row.Refused, out var refused) ? refused : null,
                row.RenewedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null
            );
    }

    public static Task<int> KeepPassAsync(this Session session, SecretBox box, string watch, TandemPass pass) =>
        session.ExecuteAsync(
            "update pumps set pass = @closed, refused = null, refused_at = null where watch_id = @watch",
            new { watch, closed = box.Close(PassPurpose, pass.Text) }
        );

    public static Task<int> DropPassAsync(this Session session, string watch) =>
        session.ExecuteAsync("update pumps set pass = null where watch_id = @watch", new { watch });

    public static Task<int> KeepLoginTryAsync(this Session session, string watch, bool isRenewal, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            update pumps
            set logged_in_at = @now, renewed_at = case when @renewal = 1 then @now else renewed_at end
            where watch_id = @watch
            """,
            new
            {
                watch,
                renewal = isRenewal ? 1L : 0L,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    public static Task<int> KeepRefusalAsync(
        this Session session,
        string watch,
        TandemFailure failure,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            "update pumps set pass = null, refused = @failure, refused_at = @now where watch_id = @watch",
            new
            {
                watch,
                failure = failure.ToString(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>A person has done something: a login may be tried again.</summary>
    public static Task<int> AllowLoginAsync(this Session session, string watch) =>
        session.ExecuteAsync(
            "update pumps set refused = null, refused_at = null, next_at = 0, failures = 0 where watch_id = @watch",
            new { watch }
        );

    private sealed record Row
    {
        public string? Pass { get; init; }

        public string? Refused { get; init; }

        public long? RenewedAt { get; init; }
    }
}
