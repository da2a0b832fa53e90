using Microsoft.Extensions.Options;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Tandem;

/// <summary>Makes and changes pumps' accounts as forms say, and takes what people ask of them.</summary>
internal sealed class PumpKeeper(
    Database database,
    IOptions<EscalationOptions> escalation,
    SecretBox box,
    LiveHub live,
    TimeProvider time
)
{
    /// <summary>Returns the new watch's id.</summary>
    public Task<string> AddAsync(Viewer viewer, Me me, PumpDraft draft, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                var id = Guid.CreateVersion7(now).ToString("N");
                await session.ExecuteAsync(
                    """
                    insert into watches (id, account_id, kind, name, settings, declared_by, created_at)
                    values (@id, @Account, @Kind, @Name, '', @by, @now)
                    """,
                    new
                    {
                        id,
                        viewer.Account,
                        TandemRegistration.Kind,
                        draft.Name,
                        by = ContactStore.DeclaredBy(viewer),
                        now = now.ToUnixTimeMilliseconds(),
                    }
                );
                await WriteAsync(session, id, viewer.Account, viewer, me, draft);
                return id;
            },
            cancellationToken
        );

    public Task ChangeAsync(
        PumpRow before,
        Viewer viewer,
        Me me,
        PumpDraft draft,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            session => WriteAsync(session, before.WatchId, before.AccountId, viewer, me, draft),
            cancellationToken
        );

    /// <summary>False: a run is under way or waits already.</summary>
    public Task<bool> AskAsync(string watch, PumpOrder order, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                if (await session.HasRunAsync(watch, now))
                {
                    return false;
                }

                await session.AddRunAsync(watch, order, "Asked", now);
                await session.SetAsync(PumpWork.WorkKind, watch, now, PumpWork.Rank);
                return true;
            },
            cancellationToken
        );

    /// <summary>Somebody has set right at Tandem what was wrong: one more login.</summary>
    public Task TryAgainAsync(string watch, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.AllowLoginAsync(watch);
                await session.SetAsync(PumpWork.WorkKind, watch, time.GetUtcNow(), PumpWork.Rank);
            },
            cancellationToken
        );

    private async Task WriteAsync(Session session, string watch, string account, Viewer viewer, Me me, PumpDraft draft)
    {
        var now = time.GetUtcNow();
        var times = new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.Value.WaitAfterCall) };
        await session.WritePumpAsync(box, watch, draft, times, now);
        if (draft.Phone is { } phone)
        {
            var name = draft.Person.Length == 0 ? draft.Name : draft.Person;
            var person = await session.ContactWithAsync(account, viewer, me, phone, name, now);
            var others = (await session.MembersAsync(watch)).Skip(1).Where(one => one != person);
            await session.SetMembersAsync(watch, [person, .. others]);
        }

        await session.KeepSelfWatchAsync(now);
        session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
    }
}
