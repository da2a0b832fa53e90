using Microsoft.Extensions.Options;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Carriers;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>Makes and changes watched projects as forms say, and the secrets of their webhooks.</summary>
internal sealed class ProjectKeeper(
    Database database,
    IOptions<EscalationOptions> escalation,
    LiveHub live,
    BugsnagApi api,
    SecretBox box,
    TimeProvider time
)
{
    /// <returns>The new watch, and the secret of its webhook, which is not kept and cannot be shown again.</returns>
    public async Task<(string Watch, string Secret)> AddAsync(
        Viewer viewer,
        Me me,
        ProjectDraft draft,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        var secret = Secrets.Make();
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into watches (id, account_id, kind, name, settings, declared_by, created_at)
                    values (@id, @Account, @Kind, @Name, '', @by, @now)
                    """,
                    new
                    {
                        id,
                        viewer.Account,
                        draft.Kind,
                        draft.Name,
                        by = ContactStore.DeclaredBy(viewer),
                        now = now.ToUnixTimeMilliseconds(),
                    }
                );
                await session.AddGateAsync(id, draft.Kind);
                await session.ChangeSecretAsync(id, secret, now);
                await WriteAsync(session, id, viewer.Account, viewer, me, draft);
            },
            cancellationToken
        );
        return (id, secret);
    }

    /// <summary>Of a project that settings declare only what they do not say: where it may come from.</summary>
    public Task ChangeAsync(
        ProjectSheet before,
        Viewer viewer,
        Me me,
        ProjectDraft draft,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            session =>
                before.IsDeclared
                    ? AdmitAsync(session, before.Id, draft.Addresses)
                    : WriteAsync(session, before.Id, before.Account, viewer, me, draft),
            cancellationToken
        );

    /// <summary>A new secret; the old one opens for a while longer.</summary>
    public async Task<string> ChangeSecretAsync(string watch, CancellationToken cancellationToken)
    {
        var secret = Secrets.Make();
        await database.WriteAsync(
            session => session.ChangeSecretAsync(watch, secret, time.GetUtcNow()),
            cancellationToken
        );
        return secret;
    }

    /// <summary>Null: the project has a token from now on. Otherwise why not.</summary>
    public async Task<string?> SetTokenAsync(string watch, string token, CancellationToken cancellationToken)
    {
        // A token that is wrong is told at once; that Bugsnag cannot be asked now is no reason to refuse it.
        if (await api.CheckAsync(token, cancellationToken) is WireAnswer.Came { Status: 401 })
        {
            return Say.It(
                "Bugsnag refuses this token. Make a personal auth token under My account in Bugsnag and paste all of it."
            );
        }

        await database.WriteAsync(
            session => session.SetTokenAsync(box, watch, token, time.GetUtcNow()),
            cancellationToken
        );
        return null;
    }

    public Task DropTokenAsync(string watch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.DropTokenAsync(watch), cancellationToken);

    public Task EndOldSecretAsync(string watch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.EndOldSecretsAsync(watch), cancellationToken);

    private async Task WriteAsync(
        Session session,
        string watch,
        string account,
        Viewer viewer,
        Me me,
        ProjectDraft draft
    )
    {
        var now = time.GetUtcNow();
        var settings = Profiles.Events(
            new ProblemSettings
            {
                CallAfter = draft.CallAfter,
                RingsWhenReopened = draft.RingsWhenReopened,
                GroupWithin = draft.GroupWithin,
                MostPerHour = draft.MostPerHour,
            },
            new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.Value.WaitAfterCall) }
        );
        await session.ExecuteAsync(
            "update watches set name = @Name, settings = @settings where id = @watch",
            new
            {
                watch,
                draft.Name,
                settings = ScoutJson.Write(settings),
            }
        );
        await session.TellsSourceAsync(watch);
        var phone = draft.Phone ?? throw new InvalidOperationException("A project that pages write has a number.");
        var name = draft.Person.Length == 0 ? draft.Name : draft.Person;
        var person = await session.ContactWithAsync(account, viewer, me, phone, name, now);
        var others = (await session.MembersAsync(watch)).Skip(1).Where(one => one != person);
        await session.SetMembersAsync(watch, [person, .. others]);
        await AdmitAsync(session, watch, draft.Addresses);
        if (draft.Signing.Length > 0)
        {
            await session.SignedWithAsync(watch, box.Close(Gate.SigningPurpose, draft.Signing));
        }

        await session.ExpectAsync(watch, draft.Every, draft.Grace, now);
        await session.KeepSelfWatchAsync(now);
        await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
        session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
    }

    private static Task<int> AdmitAsync(Session session, string watch, string addresses) =>
        session.ExecuteAsync(
            "update intake_gates set addresses = @addresses where watch_id = @watch",
            new { watch, addresses }
        );
}
