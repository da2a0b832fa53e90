using Scout.Server.Accounts;
using Scout.Server.Live;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Sharing;

/// <summary>Shows and changes who looks after a watch. False or null: it is not there, or not for this account to change.</summary>
internal sealed class SharingDesk(Database database, LiveHub live, TimeProvider time)
{
    /// <summary>What can be given; owning cannot.</summary>
    public static Grant? ReadMay(string? word) =>
        AccessStore.ReadGrant(word) is var may and (Grant.See or Grant.Acknowledge or Grant.Change) ? may : null;

    /// <param name="link">An invitation that was just made.</param>
    public Task<SharingView?> LoadAsync(Me me, string watch, string? link, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var grant = await session.GrantAsync(new Viewer(me.Account, me.RunsInstance), watch);
                if (grant is Grant.None || await session.FindOwnerAsync(watch) is not { } owner)
                {
                    return null;
                }

                var now = time.GetUtcNow();
                var clock = Clock.In(me.Zone, now);
                var isOwn = grant is Grant.Own;
                var carers = await session.CarersAsync(watch);
                var invitations = isOwn ? await session.CareInvitationsAsync(watch, now) : [];
                return new SharingView(
                    watch,
                    owner.About,
                    owner.Owner,
                    isOwn,
                    [.. carers.Select(row => new CarerCard(row.Id, row.Name, row.May, row.Id == me.Account))],
                    [
                        .. invitations.Select(row => new InvitationCard(
                            row.Id,
                            row.May ?? "",
                            row.Email,
                            clock.At(DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt))
                        )),
                    ],
                    link
                );
            },
            cancellationToken
        );

    /// <returns>The path of the link, for the only time.</returns>
    public Task<string?> InviteAsync(
        Viewer viewer,
        string watch,
        Grant may,
        string? email,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                if (!await OwnsAsync(session, viewer, watch))
                {
                    return null;
                }

                var invitation = new NewInvitation(
                    InvitationKind.Care,
                    viewer.Account,
                    Watch: watch,
                    May: may,
                    Email: string.IsNullOrWhiteSpace(email) ? null : email
                );
                var token = await session.InviteAsync(invitation, time.GetUtcNow());
                return Invitations.Path(InvitationKind.Care, token);
            },
            cancellationToken
        );

    public Task<bool> ChangeAsync(
        Viewer viewer,
        string watch,
        string account,
        Grant may,
        CancellationToken cancellationToken
    ) => AsOwnerAsync(viewer, watch, session => session.SetCarerAsync(watch, account, may), cancellationToken);

    public Task<bool> RemoveAsync(Viewer viewer, string watch, string account, CancellationToken cancellationToken) =>
        AsOwnerAsync(viewer, watch, session => session.RemoveCarerAsync(watch, account), cancellationToken);

    public Task<bool> WithdrawAsync(
        Viewer viewer,
        string watch,
        string invitation,
        CancellationToken cancellationToken
    ) => AsOwnerAsync(viewer, watch, session => session.WithdrawAsync(watch, invitation), cancellationToken);

    /// <summary>A carer stops looking after the watch.</summary>
    public Task<bool> LeaveAsync(Viewer viewer, string watch, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                session.AfterCommit(() => live.Publish(LiveChange.Access));
                return await session.RemoveCarerAsync(watch, viewer.Account);
            },
            cancellationToken
        );

    private Task<bool> AsOwnerAsync(
        Viewer viewer,
        string watch,
        Func<Session, Task<bool>> change,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                session.AfterCommit(() => live.Publish(LiveChange.Access));
                return await OwnsAsync(session, viewer, watch) && await change(session);
            },
            cancellationToken
        );

    private static async Task<bool> OwnsAsync(Session session, Viewer viewer, string watch) =>
        await session.GrantAsync(viewer, watch) is Grant.Own && await session.FindOwnerAsync(watch) is not null;
}
