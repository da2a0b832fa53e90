using Scout.Server.Storage;

namespace Scout.Server.Accounts;

public enum InvitationKind
{
    /// <summary>To make an account.</summary>
    Join,

    /// <summary>To look after a watch, with an account that is there or is made on the way.</summary>
    Care,

    /// <summary>To choose a new password for an account that lost it.</summary>
    Recover,
}

/// <summary>What an invitation shall be good for.</summary>
/// <param name="MadeBy">Account id.</param>
/// <param name="Account">Recover: whose.</param>
/// <param name="Watch">Care: of what.</param>
/// <param name="May">Care: See, Acknowledge or Change.</param>
/// <param name="Email">Only for this address; null: for whoever has the link.</param>
internal sealed record NewInvitation(
    InvitationKind Kind,
    string MadeBy,
    string? Account = null,
    string? Watch = null,
    Grant? May = null,
    string? Email = null
);

/// <summary>A link that lets somebody in, once.</summary>
/// <param name="Id">The hash of what the link holds.</param>
public sealed record Invitation(
    string Id,
    string Kind,
    string? AccountId,
    string? WatchId,
    string? May,
    string? Email,
    string MadeBy,
    long CreatedAt,
    long ExpiresAt,
    long? UsedAt,
    string? UsedBy
)
{
    public bool Is(InvitationKind kind) => Kind == kind.ToString();
}

/// <summary>Links that let somebody in, once, for seven days: made here, and used here in one transaction with what they open.</summary>
internal static class Invitations
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    private const string Columns =
        "id, kind, account_id, watch_id, may, email, made_by, created_at, expires_at, used_at, used_by";

    /// <summary>Where the link leads: /join/… or /recover/….</summary>
    public static string Path(InvitationKind kind, string token) =>
        kind is InvitationKind.Recover ? $"/recover/{token}" : $"/join/{token}";

    /// <returns>The token of the link, for the only time: its hash alone is stored.</returns>
    public static async Task<string> InviteAsync(this Session session, NewInvitation invitation, DateTimeOffset now)
    {
        var token = Secrets.Make();
        await session.ExecuteAsync(
            """
            insert into invitations (id, kind, account_id, watch_id, may, email, made_by, created_at, expires_at)
            values (@id, @kind, @account, @watch, @may, @email, @by, @now, @expires)
            """,
            new
            {
                id = Secrets.Hash(token),
                kind = invitation.Kind.ToString(),
                account = invitation.Account,
                watch = invitation.Watch,
                may = invitation.May?.ToString(),
                email = string.IsNullOrWhiteSpace(invitation.Email) ? null : invitation.Email.Trim(),
                by = invitation.MadeBy,
                now = now.ToUnixTimeMilliseconds(),
                expires = (now + GoodFor).ToUnixTimeMilliseconds(),
            }
        );
        return token;
    }

    /// <summary>An invitation that can still be used; null: never made, used, ended, taken back, or its watch is gone.</summary>
    public static Task<Invitation?> FindInvitationAsync(this Session session, string token, DateTimeOffset now) =>
        session.FirstOrDefaultAsync<Invitation>(
            $"""
            select {Columns}
            from invitations i
            where id = @id and used_at is null and expires_at > @now
              and (watch_id is null
                   or exists (select 1 from watches w where w.id = i.watch_id and w.removed_at is null))
            """,
            new { id = Secrets.Hash(token), now = now.ToUnixTimeMilliseconds() }
        );

    /// <summary>
    /// The account uses the invitation: nobody else can any more, and of a watch it is a carer from now on.
    /// Null: somebody was faster, or it cannot be used.
    /// </summary>
    public static async Task<Invitation?> UseInvitationAsync(
        this Session session,
        string token,
        string account,
        DateTimeOffset now
    )
    {
        if (await session.FindInvitationAsync(token, now) is not { } invitation)
        {
            return null;
        }

        var at = now.ToUnixTimeMilliseconds();
        var used = await session.ExecuteAsync(
            "update invitations set used_at = @at, used_by = @account where id = @id and used_at is null",
            new
            {
                id = invitation.Id,
                account,
                at,
            }
        );
        if (used == 0)
        {
            return null;
        }

        if (invitation.Is(InvitationKind.Care))
        {
            // The watch's own account may do everything already.
            await session.ExecuteAsync(
                """
                insert into carers (watch_id, account_id, may, created_at)
                select w.id, @account, @may, @at from watches w where w.id = @watch and w.account_id <> @account
                on conflict (watch_id, account_id) do update set may = excluded.may
                """,
                new
                {
                    watch = invitation.WatchId,
                    account,
                    may = invitation.May,
                    at,
                }
            );
        }

        return invitation;
    }

    /// <summary>Made by anybody, newest first; used ones for as long as they would have been good.</summary>
    public static Task<IReadOnlyList<Invitation>> InvitationsAsync(this Session session, DateTimeOffset now) =>
        session.QueryAsync<Invitation>(
            $"select {Columns} from invitations where expires_at > @now order by created_at desc",
            new { now = now.ToUnixTimeMilliseconds() }
        );

    public static async Task<bool> TakeBackAsync(this Session session, string id) =>
        await session.ExecuteAsync("delete from invitations where id = @id and used_at is null", new { id }) > 0;
}
