using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Carriers;
using Scout.Server.Due;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Bugsnag.Acts;

/// <summary>
/// Tells Bugsnag what people did. The key is the alert, so that what is told of one error is told in order. A change may
/// be asked for twice; a comment may not.
/// </summary>
internal sealed partial class ActWork(
    Database database,
    BugsnagApi api,
    SecretBox box,
    Turn turn,
    TimeProvider time,
    ILogger<ActWork> logger
) : IDueWork
{
    public const string WorkKind = "source-act";

    /// <summary>After everything that reaches people.</summary>
    public const long Rank = 5;

    private const int Ok = 200;

    /// <summary>After a try that came to nothing, how long until the next.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];

    public string Kind => WorkKind;

    public int Concurrency => 8;

    public TimeSpan Lease => TimeSpan.FromSeconds(60);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        while (await database.WriteAsync(session => NextAsync(session, row.Key), cancellationToken) is { } sending)
        {
            var answer = await SendAsync(sending, cancellationToken);
            await database.WriteAsync(session => RecordAsync(session, sending, answer), cancellationToken);
        }
    }

    /// <summary>The next act that may leave, marked as leaving; null: none can now.</summary>
    private async Task<Sending?> NextAsync(Session session, string alert)
    {
        var now = time.GetUtcNow();
        long? later = null;
        foreach (var act in await session.ActsAsync(alert))
        {
            if (act is { State: ActState.Sending, Act: SourceAct.Comment })
            {
                await EndAsync(session, act, SourceResult.InDoubt); // its answer was lost with the process
            }
            else if (act.State is ActState.Waiting && act.NextAt > now.ToUnixTimeMilliseconds())
            {
                later = later < act.NextAt ? later : act.NextAt;
            }
            else if (await TokenAsync(session, act) is not var (token, secret))
            {
                await EndAsync(session, act, SourceResult.TokenRefused);
            }
            else if (!await IsWantedAsync(session, act, now))
            {
                await EndAsync(session, act, SourceResult.Overtaken);
            }
            else if (await session.PlaceAsync(token, now) is { } free)
            {
                await session.SetAsync(Kind, alert, free, Rank);
                return null;
            }
            else
            {
                session.Sends(act, now);
                return new Sending(act with { Tries = act.Tries + 1 }, token, secret);
            }
        }

        if (later is { } at)
        {
            await session.SetAsync(Kind, alert, DateTimeOffset.FromUnixTimeMilliseconds(at), Rank);
        }

        return null;
    }

    private async Task<(SourceToken Token, string Secret)?> TokenAsync(Session session, ActRow act) =>
        await session.TokenOfAsync(act.WatchId) is { DeadAt: null } token
        && box.Open(SourceTokens.Purpose, token.Sealed) is { } secret
            ? (token, secret)
            : null;

    /// <summary>The alert still stands where the act put it.</summary>
    private static async Task<bool> IsWantedAsync(Session session, ActRow act, DateTimeOffset now)
    {
        if (act.Act is SourceAct.Comment)
        {
            return true;
        }

        var state = (await session.FindAlertAsync(act.AlertId))?.State;
        return act.Act switch
        {
            SourceAct.Close => state is AlertState.Closed,
            SourceAct.Snooze => state is AlertState.Snoozed snoozed
                && snoozed.Until.ToUnixTimeMilliseconds() == act.Until
                && snoozed.Until > now,
            _ => state is not (null or AlertState.Closed or AlertState.Resolved or AlertState.Snoozed),
        };
    }

    private async Task<WireAnswer> SendAsync(Sending sending, CancellationToken cancellationToken)
    {
        var act = sending.Act;
        LogTells(act.AlertId, act.Act, act.Tries);
        return act.Act is SourceAct.Comment
            ? await api.CommentAsync(sending.Secret, act.Handle, act.Words, cancellationToken)
            : await api.ChangeAsync(
                sending.Secret,
                act.Handle,
                act.Act,
                act.SecondsAt(time.GetUtcNow()),
                cancellationToken
            );
    }

    private async Task RecordAsync(Session session, Sending sending, WireAnswer answer)
    {
        var (act, token) = (sending.Act, sending.Token);
        var now = time.GetUtcNow();
        var known = (await session.ActsAsync(act.AlertId)).FirstOrDefault(one => one.Id == act.Id);
        if (known is not { State: ActState.Sending } || known.Tries != act.Tries)
        {
            return; // another node took it for lost
        }

        if (answer is WireAnswer.Came { Status: 429 } limited)
        {
            await session.RestAsync(token, now + (limited.RetryAfter ?? TimeSpan.FromMinutes(1)));
        }

        if (ResultOf(act, answer) is { } result)
        {
            string? told = null;
            if (result is SourceResult.TokenRefused && await session.KillTokenAsync(act.WatchId, token, now))
            {
                LogTokenRefused(act.WatchId);
                told = await session.TellKeyRefusedAsync(act.WatchId, now);
            }

            await EndAsync(session, act, result, told);
            return;
        }

        if (act.Tries > Pauses.Length)
        {
            await EndAsync(session, act, SourceResult.Unreachable);
            return;
        }

        var asked = answer is WireAnswer.Came { RetryAfter: { } wait } ? wait : TimeSpan.Zero;
        var pause = Pauses[act.Tries - 1];
        session.TriesAgain(act, now + (asked > pause ? asked : pause));
    }

    /// <summary>Null: worth another try.</summary>
    private static SourceResult? ResultOf(ActRow act, WireAnswer answer) =>
        answer switch
        {
            WireAnswer.Came { Status: >= Ok and < 300 } => SourceResult.Done,
            WireAnswer.Came { Status: 401 } => SourceResult.TokenRefused,
            WireAnswer.Came { Status: 403 } => SourceResult.Forbidden,
            WireAnswer.Came { Status: 404 } => SourceResult.Gone,
            WireAnswer.Came { Status: 429 } => null,
            WireAnswer.Came { Status: >= 300 and < 500 and not 408 } => SourceResult.Refused,
            WireAnswer.Lost { MayHaveArrived: false } => null,
            _ when act.Act is SourceAct.Comment => SourceResult.InDoubt,
            _ => null,
        };

    /// <param name="told">The contact who has heard already why; null: nobody.</param>
    private async Task EndAsync(Session session, ActRow act, SourceResult result, string? told = null)
    {
        session.Ends(act, result, time.GetUtcNow());
        var answered = new WatchInput.SourceAnswered(act.AlertId, act.Act, result, act.UntilTime);
        var decision = await turn.TakeAsync(session, act.WatchId, answered);
        LogEnded(act.AlertId, act.Act, result);
        if (
            decision is not null
            && act is { Act: not SourceAct.Comment, ContactId: { } actor }
            && actor != told
            && result
                is SourceResult.Forbidden
                    or SourceResult.TokenRefused
                    or SourceResult.Refused
                    or SourceResult.Unreachable
            && await session.FindAlertAsync(act.AlertId) is { } alert
        )
        {
            await session.TellActorAsync(act, actor, alert, result, time.GetUtcNow());
        }
    }

    private sealed record Sending(ActRow Act, SourceToken Token, string Secret);

    [LoggerMessage(3401, LogLevel.Information, "Alert {Alert}: Bugsnag is told {Act}, try {Try}")]
    private partial void LogTells(string alert, SourceAct act, long @try);

    [LoggerMessage(3402, LogLevel.Information, "Alert {Alert}: telling Bugsnag {Act} ended: {Result}")]
    private partial void LogEnded(string alert, SourceAct act, SourceResult result);

    [LoggerMessage(3403, LogLevel.Warning, "Bugsnag refuses the token of watch {Watch}")]
    private partial void LogTokenRefused(string watch);
}
