using System.Globalization;
using Scout.Core.Events;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Carriers;
using Scout.Server.Due;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Bugsnag.Acts;

/// <summary>
/// Reads an error back after its state was changed: webhooks come late, twice, in any order or not at all, and carry no
/// time of the change. What Bugsnag says here decides. The key is the alert and the number of the try.
/// </summary>
internal sealed partial class LookWork(
    Database database,
    BugsnagApi api,
    SecretBox box,
    Turn turn,
    TimeProvider time,
    ILogger<LookWork> logger
) : IDueWork
{
    public const string WorkKind = "source-look";

    /// <summary>Several changes in a row are looked at once.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
    ];

    public string Kind => WorkKind;

    public int Concurrency => 4;

    public TimeSpan Lease => TimeSpan.FromSeconds(60);

    /// <summary>Somebody changed the state at the source: what it is then is read, where Scout may.</summary>
    public static async Task PlanAsync(Session session, string watch, string alert, DateTimeOffset now)
    {
        if (await session.TokenOfAsync(watch) is { DeadAt: null })
        {
            await session.SetAsync(WorkKind, alert, now + Settle, ActWork.Rank);
        }
    }

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var (alert, tries) = row.Key.Split('#') is [var id, var number]
            ? (id, int.Parse(number, CultureInfo.InvariantCulture))
            : (row.Key, 0);
        var question = await database.WriteAsync(session => AskAsync(session, row.Key, alert), cancellationToken);
        if (question is null)
        {
            return;
        }

        var answer = await api.ReadAsync(question.Secret, question.Handle, cancellationToken);
        await database.WriteAsync(session => HearAsync(session, question, answer, tries), cancellationToken);
    }

    private async Task<Question?> AskAsync(Session session, string key, string alert)
    {
        var now = time.GetUtcNow();
        if (
            await session.WatchOfAsync(alert) is not { } watch
            || (await session.FindAlertAsync(alert))?.Latest.Problem is not { Handle: { } handle }
            || await session.TokenOfAsync(watch) is not { DeadAt: null } token
            || box.Open(SourceTokens.Purpose, token.Sealed) is not { } secret
        )
        {
            return null;
        }

        if (await session.PlaceAsync(token, now) is { } free)
        {
            await session.SetAsync(Kind, key, free, ActWork.Rank);
            return null;
        }

        return new Question(watch, alert, handle, token, secret);
    }

    private async Task HearAsync(Session session, Question question, WireAnswer answer, int tries)
    {
        var now = time.GetUtcNow();
        switch (answer)
        {
            case WireAnswer.Came { Status: 200 } came when ErrorStatus.Read(came.Body, now) is { } status:
                await ApplyAsync(session, question, status, now);
                break;
            case WireAnswer.Came { Status: 401 }:
                if (await session.KillTokenAsync(question.Watch, question.Token, now))
                {
                    await session.TellKeyRefusedAsync(question.Watch, now);
                }

                break;
            case WireAnswer.Came { Status: 404 }:
                await ApplyAsync(session, question, ErrorStatus.Gone, now);
                break;
            case WireAnswer.Came { Status: >= 400 and < 500 and not (408 or 429) }:
                LogNotRead(question.Alert);
                break;
            default:
                if (answer is WireAnswer.Came { RetryAfter: { } wait })
                {
                    await session.RestAsync(question.Token, now + wait);
                }

                if (tries < Pauses.Length)
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"{question.Alert}#{tries + 1}");
                    await session.SetAsync(Kind, key, now + Pauses[tries], ActWork.Rank);
                }

                break;
        }
    }

    private async Task ApplyAsync(Session session, Question question, ErrorStatus status, DateTimeOffset now)
    {
        // What Scout is about to tell is newer than what was read.
        if (
            await session.HasActsAsync(question.Alert)
            || await session.FindAlertAsync(question.Alert) is not { } alert
            || status.AskOf(alert) is not { } ask
        )
        {
            return;
        }

        LogRead(question.Alert, status.Status);
        var told = new SourceEvent("status", alert.Topic, "", EventRepeat.Ever, ask)
        {
            Facts = alert.Latest.Problem! with { ReceivedAt = now },
            Words = $"Bugsnag says: {status.Status}",
        };
        var arrived = new ProblemEvent(Guid.CreateVersion7(now).ToString("N"), told, IsLate: false)
        {
            NewestAt = alert.Events?.NewestAt,
            Previous = alert.Id,
        };
        await turn.TakeAsync(session, question.Watch, new WatchInput.EventsArrived([arrived]));
    }

    private sealed record Question(string Watch, string Alert, SourceHandle Handle, SourceToken Token, string Secret);

    [LoggerMessage(3404, LogLevel.Information, "Alert {Alert}: Bugsnag says {Status}")]
    private partial void LogRead(string alert, string status);

    [LoggerMessage(3405, LogLevel.Warning, "Alert {Alert}: its error could not be read back")]
    private partial void LogNotRead(string alert);
}
