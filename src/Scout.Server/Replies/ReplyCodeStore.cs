using Scout.Core.Replies;
using Scout.Server.Storage;

namespace Scout.Server.Replies;

/// <summary>The short codes of alerts, each number's own.</summary>
internal static class ReplyCodeStore
{
    private const int MostTries = 64; // as many watches may give one number a code at once

    private const int MostFellows = 20;

    // Codes of the number that are in use; before them the smallest that is not. One statement, one round trip. The
    // alert that had the code is compared as this statement saw it: where another watch gave the number the same code
    // in this very moment nothing comes back, and the next try sees that.
    private const string TakeRow = """
        with given as (
            select r.code, r.alert_id
            from reply_codes r
            join alerts a on a.id = r.alert_id
            where r.phone = @phone and (a.closed_at is null or a.closed_at > @freed)
        ),
        free as (
            select min(n.code) as code
            from (select cast(1 as bigint) as code union all select code + 1 from given) n
            where n.code <= @largest and n.code not in (select code from given)
        )
        insert into reply_codes (phone, code, alert_id)
        select @phone, chosen.code, @alert
        from (
            select coalesce(
                (select code from reply_codes where phone = @phone and alert_id = @alert),
                (select code from free)
            ) as code
        ) chosen
        where chosen.code is not null
        on conflict (phone, code) do update set alert_id = excluded.alert_id, told_by = null
        where reply_codes.alert_id = (
            select seen.alert_id from reply_codes seen where seen.phone = excluded.phone and seen.code = excluded.code
        )
        returning code
        """;

    /// <summary>The alert's code for this number, given now if it has none; null: all are in use.</summary>
    public static async Task<int?> ReplyCodeAsync(this Session session, string phone, string alert, DateTimeOffset now)
    {
        var row = new
        {
            phone,
            alert,
            freed = FreedAt(now),
            largest = (long)ReplyRules.LargestCode,
        };
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await session.ScalarAsync<int?>(TakeRow, row) is { } code)
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>Those that a page spoke of besides have codes too, as many as somebody may want to type.</summary>
    public static async Task GiveFellowsAsync(
        this Session session,
        string phone,
        string alert,
        IEnumerable<string> fellows,
        DateTimeOffset now
    )
    {
        foreach (var fellow in fellows.Take(MostFellows))
        {
            if (await session.ReplyCodeAsync(phone, fellow, now) is not null)
            {
                session.Later(
                    "update reply_codes set told_by = @alert where phone = @phone and alert_id = @fellow",
                    new
                    {
                        phone,
                        alert,
                        fellow,
                    }
                );
            }
        }
    }

    /// <summary>Alerts that ended before this have lost their codes.</summary>
    public static long FreedAt(DateTimeOffset now) => (now - ReplyRules.CodeRests).ToUnixTimeMilliseconds();
}
