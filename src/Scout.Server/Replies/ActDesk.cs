using Scout.Core.Alerts;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Replies;

/// <summary>What accounts do to alerts and watches, by a button or by the API. Durable when it returns.</summary>
internal sealed class ActDesk(Database database, Turn turn, TimeProvider time)
{
    /// <param name="seen">The state the account saw (<see cref="ActStamp"/>); null: it acts on whatever it is now.</param>
    public Task<ActResult> ActAsync(
        Viewer viewer,
        string alert,
        ReplyAct act,
        string? seen,
        ReplyWay way,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.GrantOfAlertAsync(viewer, alert) is not var (watch, grant))
                {
                    return new ActResult(ActAnswer.NotThere);
                }

                // Two buttons pressed on two nodes are judged one after the other.
                await session.ExecuteAsync(
                    $"select id from watches where id = @watch {session.ForUpdate}",
                    new { watch }
                );
                var before = await session.FindAlertAsync(alert);
                var answer =
                    grant < Grant.Acknowledge ? ActAnswer.NotAllowed
                    : before is null ? ActAnswer.NotThere
                    : await JudgeAsync(session, watch, before, act, seen);
                if (answer is not ActAnswer.Done)
                {
                    return new ActResult(answer, before);
                }

                var reply = new WatchInput.Replied(alert, viewer.Account, act, way)
                {
                    Contact = await session.ContactOfAsync(viewer.Account),
                };
                await turn.TakeAsync(session, watch, reply);
                return new ActResult(answer, await session.FindAlertAsync(alert));
            },
            cancellationToken
        );

    /// <summary>The watch is quiet until a time; everybody it reaches is told.</summary>
    public Task<ActAnswer> PauseAsync(
        Viewer viewer,
        string watch,
        DateTimeOffset until,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            viewer,
            watch,
            contact => new WatchInput.Paused(viewer.Account, until) { Contact = contact },
            until > time.GetUtcNow() ? ActAnswer.Done : ActAnswer.BadTime,
            cancellationToken
        );

    public Task<ActAnswer> ResumeAsync(Viewer viewer, string watch, CancellationToken cancellationToken) =>
        ChangeAsync(
            viewer,
            watch,
            contact => new WatchInput.Resumed(viewer.Account) { Contact = contact },
            ActAnswer.Done,
            cancellationToken
        );

    private Task<ActAnswer> ChangeAsync(
        Viewer viewer,
        string watch,
        Func<string?, WatchInput> input,
        ActAnswer possible,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                var grant = await session.GrantAsync(viewer, watch);
                var answer =
                    grant is Grant.None || watch == SelfWatch.Id || await IsGoneAsync(session, watch)
                        ? ActAnswer.NotThere
                    : grant < Grant.Change ? ActAnswer.NotAllowed
                    : possible;
                if (answer is ActAnswer.Done)
                {
                    await turn.TakeAsync(session, watch, input(await session.ContactOfAsync(viewer.Account)));
                }

                return answer;
            },
            cancellationToken
        );

    private static async Task<bool> IsGoneAsync(Session session, string watch) =>
        await session.ScalarAsync<long>(
            "select count(*) from watches where id = @watch and removed_at is null",
            new { watch }
        ) == 0;

    /// <summary>Whether the act still means what the person meant.</summary>
    private async Task<ActAnswer> JudgeAsync(Session session, string watch, Alert alert, ReplyAct act, string? seen)
    {
        if (!alert.IsOpen)
        {
            return ActAnswer.Over;
        }

        var isOld = seen is { Length: > 0 } && seen != ActStamp.Of(alert);
        switch (act)
        {
            case ReplyAct.CallNow call:
                return await JudgeCallAsync(session, watch, alert, call.Contact);
            case ReplyAct.Close when !alert.CanBeClosed():
                return ActAnswer.CloseRefused;
            case ReplyAct.Escalate:
                return isOld ? ActAnswer.Stale : ActAnswer.Done;
            default:
                // A step that went on meanwhile changes nothing about taking it; somebody who took it does.
                return isOld && ActStamp.IsQuiet(alert) ? ActAnswer.Stale : ActAnswer.Done;
        }
    }

    private async Task<ActAnswer> JudgeCallAsync(Session session, string watch, Alert alert, string contact)
    {
        var times = await session.FirstOrDefaultAsync<string>(
            $"""
            select w.settings
            from watch_contacts m
            join watches w on w.id = m.watch_id
            join contacts c on c.id = m.contact_id
            where m.watch_id = @watch and m.contact_id = @contact and {ContactStore.IsReachable}
            """,
            new { watch, contact }
        );
        if (times is null)
        {
            return ActAnswer.NoSuchContact;
        }

        var called = alert.Pages.FirstOrDefault(page => page.Contact == contact)?.CallOrderedAt;
        return called + ScoutJson.ReadSettings(times).Times.WaitAfterCall > time.GetUtcNow()
            ? ActAnswer.CalledAlready
            : ActAnswer.Done;
    }
}
