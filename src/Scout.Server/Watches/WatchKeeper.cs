using Scout.Core.Nightscout;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>Makes, changes and removes watches as forms say. Everything of one form is kept together, or nothing.</summary>
internal sealed class WatchKeeper(
    Database database,
    SourceStore sources,
    DeclaredSays says,
    LiveHub live,
    TimeProvider time
)
{
    private const string Kind = "nightscout";

    /// <summary>The viewer's new watch; returns its id.</summary>
    public Task<string> AddAsync(Viewer viewer, WatchDraft draft, CancellationToken cancellationToken) =>
        database.WriteAsync(session => AddAsync(session, viewer.Account, viewer, draft), cancellationToken);

    /// <param name="account">Whose the watch is.</param>
    /// <param name="viewer">Who writes it down.</param>
    public async Task<string> AddAsync(Session session, string account, Viewer viewer, WatchDraft draft)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        await session.ExecuteAsync(
            """
            insert into watches (id, account_id, kind, name, settings, declared_by, created_at)
            values (@id, @account, @Kind, @Name, @settings, @by, @now)
            """,
            new
            {
                id,
                account,
                Kind,
                draft.Name,
                settings = ScoutJson.Write(draft.Settings),
                by = ContactStore.DeclaredBy(viewer),
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.ExecuteAsync(
            "insert into series (watch_id, field, unit) values (@id, 'glucose', 'mg/dL')",
            new { id }
        );
        await WriteAsync(session, id, account, viewer, before: null, draft);
        return id;
    }

    /// <summary>Whether the viewer may change it was asked before. False: it was removed meanwhile.</summary>
    public Task<bool> ChangeAsync(Viewer viewer, string watch, WatchDraft draft, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await LockAsync(session, watch);
                if (await session.FindSheetAsync(watch, time.GetUtcNow()) is not { } before)
                {
                    return false;
                }

                if (before.IsDeclared)
                {
                    await WriteDeclaredAsync(session, before, viewer, draft);
                }
                else
                {
                    await WriteAsync(session, watch, before.Account, viewer, before, draft);
                }

                return true;
            },
            cancellationToken
        );

    /// <summary>Nothing is read or rung for it any more. Its readings and alerts stay, or go with it.</summary>
    public Task RemoveAsync(string watch, bool withHistory, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                await LockAsync(session, watch);
                await session.EndWatchAsync(watch, now);
                if (withHistory)
                {
                    await session.ForgetWatchAsync(watch);
                }

                await session.KeepSelfWatchAsync(now);
                session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
            },
            cancellationToken
        );

    private async Task WriteAsync(
        Session session,
        string watch,
        string account,
        Viewer viewer,
        WatchSheet? before,
        WatchDraft draft
    )
    {
        var now = time.GetUtcNow();
        var members = await new WatchTeam(session, account, viewer, now).FindAsync(before, draft);
        var credential = draft.Credential ?? await KeptAsync(session, before);
        var source = await sources.DeclareAsync(session, draft.Site, credential, now);
        await session.ExecuteAsync(
            "update watches set name = @Name, source_id = @source, settings = @settings where id = @watch",
            new
            {
                watch,
                draft.Name,
                source,
                settings = ScoutJson.Write(draft.Settings),
            }
        );
        await session.SetMembersAsync(watch, members);
        await KeepAccountAsync(session, account, members[0], draft.Person);
        await session.KeepSelfWatchAsync(now);
        await ActAsync(session, watch);
    }

    /// <summary>Only what settings do not say: limits and times they leave open, and how the person is spoken to.</summary>
    private async Task WriteDeclaredAsync(Session session, WatchSheet before, Viewer viewer, WatchDraft draft)
    {
        var settings = says.Merge(before.Settings, draft.Settings);
        await session.ExecuteAsync(
            "update watches set settings = @settings, edits = @settings where id = @Id",
            new { before.Id, settings = ScoutJson.Write(settings) }
        );
        if (before.Members is [var person, ..])
        {
            var manner = draft.Person;
            await session.ChangeContactAsync(
                person,
                viewer,
                new ContactDraft(
                    person.Name,
                    Core.Contacts.PhoneNumber.Parse(person.Phone),
                    manner.Language,
                    manner.Unit,
                    manner.Zone,
                    manner.Quiet
                ),
                time.GetUtcNow()
            );
        }

        await ActAsync(session, before.Id);
    }

    /// <summary>Changed limits and people act at once: the clock strikes for the watch.</summary>
    private async Task ActAsync(Session session, string watch)
    {
        await session.SetAsync(Turn.Kind, watch, time.GetUtcNow(), Turn.Rank);
        session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
    }

    private async Task<NightscoutCredential> KeptAsync(Session session, WatchSheet? before) =>
        before is { HasCredential: true, SourceId: { } source } && await session.FindSourceAsync(source) is { } state
            ? sources.Open(state)
            : NightscoutCredential.None;

    /// <summary>The first person an account names is itself; pages then speak to it as calls and texts do.</summary>
    private static Task<int> KeepAccountAsync(Session session, string account, string person, PersonDraft manner) =>
        session.ExecuteAsync(
            """
            update accounts
            set contact_id = @person, language = @language, unit = @unit, zone = @Zone
            where id = @account and (contact_id is null or contact_id = @person)
            """,
            new
            {
                account,
                person,
                language = manner.Language.Split('-')[0],
                unit = manner.Unit.ToString(),
                manner.Zone,
            }
        );

    // One order of locks: the watch first.
    private static Task<string?> LockAsync(Session session, string watch) =>
        session.FirstOrDefaultAsync<string>(
            $"select id from watches where id = @watch {session.ForUpdate}",
            new { watch }
        );
}
