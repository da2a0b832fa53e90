using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Hosting.Health;

/// <summary>
/// Once a minute: "I cannot alarm" becomes an alert of the watch that stands for Scout, one per cause, and ends with it.
/// That this work itself comes late is such a cause. While the database fails it cannot run; it tells afterwards.
/// </summary>
internal sealed partial class CheckupWork(
    Database database,
    Looks looks,
    Turn turn,
    TimeProvider time,
    ILogger<CheckupWork> logger
) : IDueWork
{
    /// <summary>Tells its alerts from those that deliveries open; they end by proof, these by being gone for a while.</summary>
    private const string Prefix = "health ";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Each node sees its own clock only, and any of them may come next: all must have had their turn.</summary>
    private static readonly TimeSpan SettlesAmongNodes = TimeSpan.FromHours(1);

    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(10);

    private Impairment? _untold;

    public string Kind => "checkup";

    public int Concurrency => 1;

    public TimeSpan Lease => TimeSpan.Zero;

    public Task PlanAsync(Session session, DateTimeOffset now) =>
        session.AddAsync(Kind, "", now + Period, rank: 10, Period);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        // Kept until it is told: the claim has moved the row on, so the next one is not late any more.
        _untold = LatenessOf(row) ?? _untold;
        var findings = await looks.FindAsync(cancellationToken);
        var open = await database.ReadAsync(OpenAsync, cancellationToken);
        var found = Causes(findings.Select(finding => finding.Impairs).Prepend(_untold).OfType<Impairment>(), open);
        // What could not be looked at is unknown, and ends nothing.
        var mayEnd = !findings.Any(finding => finding.IsBlind);
        var gone = mayEnd ? open.Where(topic => IsOurs(topic) && found.All(cause => TopicOf(cause) != topic)) : [];
        WatchInput.ImpairmentFound[] inputs =
        [
            .. found.Select(cause => new WatchInput.ImpairmentFound(TopicOf(cause), cause.Detail)),
            .. gone.Select(topic => new WatchInput.ImpairmentFound(topic, null) { Settle = SettleOf(topic) }),
        ];
        if (inputs.Length > 0)
        {
            await database.WriteAsync(session => TakeAsync(session, inputs), cancellationToken);
        }

        _untold = null;
        foreach (var cause in found)
        {
            LogImpaired(cause.Topic);
        }
    }

    private async Task TakeAsync(Session session, IEnumerable<WatchInput.ImpairmentFound> inputs)
    {
        foreach (var input in inputs)
        {
            await turn.TakeAsync(session, SelfWatch.Id, input);
        }
    }

    /// <summary>One per topic, and none that another one explains.</summary>
    private static List<Impairment> Causes(IEnumerable<Impairment> found, IReadOnlyList<string> open)
    {
        var causes = found.DistinctBy(cause => cause.Topic).ToList();
        if (causes.Any(cause => cause.Topic is Impairment.Database or Impairment.Clock))
        {
            causes.RemoveAll(cause => cause.Topic is Impairment.Evaluator);
        }

        // What a carrier refuses is told already.
        if (open.Any(topic => !IsOurs(topic) && !topic.StartsWith("contact ", StringComparison.Ordinal)))
        {
            causes.RemoveAll(cause => cause.Topic is Impairment.Deliveries && !open.Contains(TopicOf(cause)));
        }

        return causes;
    }

    private static bool IsOurs(string topic) => topic.StartsWith(Prefix, StringComparison.Ordinal);

    private static string TopicOf(Impairment cause) => Prefix + cause.Topic;

    private Impairment? LatenessOf(DueRow row)
    {
        var late = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt);
        return late >= Impairment.TooLate
            ? new Impairment(Impairment.Evaluator, $"For {SpanText.Of(late)} Scout looked at nothing.")
            : null;
    }

    private TimeSpan SettleOf(string topic) =>
        database.Engine is Engine.Postgres && topic == Prefix + Impairment.Clock ? SettlesAmongNodes : Settles;

    private static async Task<IReadOnlyList<string>> OpenAsync(Session session) =>
        [
            .. await session.QueryAsync<string>(
                "select topic from alerts where watch_id = @Id and closed_at is null",
                new { SelfWatch.Id }
            ),
        ];

    [LoggerMessage(5121, LogLevel.Error, "Alarms are impaired: {Topic}")]
    private partial void LogImpaired(string topic);
}
