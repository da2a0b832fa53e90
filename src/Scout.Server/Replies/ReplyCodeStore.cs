using Scout.Core.Replies;
using Scout.Server.Storage;

namespace Scout.Server.Replies;

/// <summary>The short codes of alerts, each number's own.</summary>
internal static class ReplyCodeStore
{
    /// <summary>The alert's code for this number, given now if it has none; null: all are in use.</summary>
    public static async Task<int?> ReplyCodeAsync(this Session session, string phone, string alert, DateTimeOffset now)
    {
        var rows = await session.QueryAsync<CodeRow>(
            """
            select r.code, r.alert_id, case when a.id is null or a.closed_at <= @freed then 1 else 0 end as freed
            from reply_codes r
            left join alerts a on a.id = r.alert_id
            where r.phone = @phone
            """,
            new { phone, freed = FreedAt(now) }
        );
        if (rows.FirstOrDefault(row => row.AlertId == alert) is { } known)
        {
            return known.Code;
        }

        var given = rows.ToDictionary(row => row.Code);
        for (var code = 1; code <= ReplyRules.LargestCode; code++)
        {
            var before = given.GetValueOrDefault(code);
            if (before is null or { Freed: 1 } && await TakeAsync(session, phone, code, alert, before?.AlertId ?? ""))
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>Alerts that ended before this have lost their codes.</summary>
    public static long FreedAt(DateTimeOffset now) => (now - ReplyRules.CodeRests).ToUnixTimeMilliseconds();

    // Another watch may give the same number a code in this very moment: then the next one is tried.
    private static async Task<bool> TakeAsync(Session session, string phone, int code, string alert, string before) =>
        await session.ExecuteAsync(
            """
            insert into reply_codes (phone, code, alert_id)
            values (@phone, @code, @alert)
            on conflict (phone, code) do update set alert_id = excluded.alert_id
            where reply_codes.alert_id = @before
            """,
            new
            {
                phone,
                code = (long)code,
                alert,
                before,
            }
        ) == 1;

    private sealed record CodeRow
    {
        public required int Code { get; init; }

        public required string AlertId { get; init; }

        public required int Freed { get; init; }
    }
}
