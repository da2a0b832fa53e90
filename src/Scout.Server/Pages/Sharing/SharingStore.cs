using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Sharing;

/// <summary>The rows of who looks after a watch. Whoever calls has asked for the grant before.</summary>
internal static class SharingStore
{
    public static Task<WatchOwner?> FindOwnerAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<WatchOwner>(
            """
            select w.name as About, a.name as Owner
            from watches w
            join accounts a on a.id = w.account_id
            where w.id = @watch and w.removed_at is null and w.kind <> 'self'
            """,
            new { watch }
        );

    public static Task<IReadOnlyList<CarerRow>> CarersAsync(this Session session, string watch) =>
        session.QueryAsync<CarerRow>(
            """
            select a.id, a.name, c.may
            from carers c
            join accounts a on a.id = c.account_id
            where c.watch_id = @watch
            order by c.created_at, a.id
            """,
            new { watch }
        );

    public static Task<IReadOnlyList<InvitationRow>> CareInvitationsAsync(
        this Session session,
        string watch,
        DateTimeOffset now
    ) =>
        session.QueryAsync<InvitationRow>(
            """
            select id, may, email, expires_at
            from invitations
            where watch_id = @watch and kind = 'Care' and used_at is null and expires_at > @now
            order by created_at
            """,
            new { watch, now = now.ToUnixTimeMilliseconds() }
        );

    /// <returns>Whether the account looked after the watch.</returns>
    public static async Task<bool> SetCarerAsync(this Session session, string watch, string account, Grant may) =>
        await session.ExecuteAsync(
            "update carers set may = @may where watch_id = @watch and account_id = @account",
            new
            {
                watch,
                account,
                may = may.ToString(),
            }
        ) > 0;

    /// <returns>Whether the account looked after the watch.</returns>
    public static async Task<bool> RemoveCarerAsync(this Session session, string watch, string account) =>
        await session.ExecuteAsync(
            "delete from carers where watch_id = @watch and account_id = @account",
            new { watch, account }
        ) > 0;

    /// <returns>Whether there was such an invitation to this watch that nobody had used.</returns>
    public static async Task<bool> WithdrawAsync(this Session session, string watch, string invitation) =>
        await session.ExecuteAsync(
            "delete from invitations where id = @invitation and watch_id = @watch and used_at is null",
            new { watch, invitation }
        ) > 0;
}

internal sealed record WatchOwner
{
    public required string About { get; init; }

    public required string Owner { get; init; }
}

internal sealed record CarerRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string May { get; init; }
}

internal sealed record InvitationRow
{
    public required string Id { get; init; }

    public string? May { get; init; }

    public string? Email { get; init; }

    public required long ExpiresAt { get; init; }
}
