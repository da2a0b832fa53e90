using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>What an account may do with a watch; each includes those before it.</summary>
internal enum Grant
{
    /// <summary>Not even know that it exists.</summary>
    None,

    See,

    /// <summary>Acknowledge, snooze and escalate its alerts, and call now.</summary>
    Acknowledge,

    /// <summary>Change its limits, its people and its source, and pause it.</summary>
    Change,

    /// <summary>Share and delete it.</summary>
    Own,
}

/// <summary>
/// Who may do what with which watch. Every query for a page or an API route goes through here, so "not yours" is
/// answered like "not there".
/// </summary>
internal static class AccessStore
{
    /// <summary>
    /// A condition on <c>watches w</c>: the account <c>@account</c> sees it. Scout's watch over itself is for all who
    /// run the instance.
    /// </summary>
    public const string Sees = """
        (w.account_id = @account
         or exists (select 1 from carers c where c.watch_id = w.id and c.account_id = @account)
         or (w.kind = 'self' and exists (select 1 from accounts a where a.id = @account and a.role = 'Owner')))
        """;

    public static async Task<Grant> GrantAsync(this Session session, Viewer viewer, string watch) =>
        ReadGrant(
            await session.FirstOrDefaultAsync<string>(
                """
                select case
                    when w.account_id = @account then 'Own'
                    when w.kind = 'self' and exists (
                        select 1 from accounts a where a.id = @account and a.role = 'Owner') then 'Own'
                    else (select c.may from carers c where c.watch_id = w.id and c.account_id = @account) end
                from watches w
                where w.id = @watch
                """,
                new { watch, account = viewer.Account }
            )
        );

    /// <summary>The watch of an alert and what the account may do with it; null: neither is there for this account.</summary>
    public static async Task<(string Watch, Grant Grant)?> GrantOfAlertAsync(
        this Session session,
        Viewer viewer,
        string alert
    )
    {
        var watch = await session.FirstOrDefaultAsync<string>(
            "select watch_id from alerts where id = @alert",
            new { alert }
        );
        if (watch is null || await session.GrantAsync(viewer, watch) is not (> Grant.None and var grant))
        {
            return null;
        }

        return (watch, grant);
    }

    /// <summary>An unknown word grants nothing.</summary>
    public static Grant ReadGrant(string? may) =>
        Enum.TryParse<Grant>(may, ignoreCase: false, out var grant) ? grant : Grant.None;
}
