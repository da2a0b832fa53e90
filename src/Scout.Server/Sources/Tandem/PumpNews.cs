using Microsoft.Extensions.Options;
using Scout.Core.Events;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Server.Hosting.Health;
using Scout.Server.Live;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Tandem;

/// <summary>What is wrong with a pump's way to Nightscout, one alert for each, told once and ended once.</summary>
internal sealed class PumpNews(
    Database database,
    Turn turn,
    LiveHub live,
    IOptions<TandemOptions> options,
    TimeProvider time
)
{
    public const string Silent = "pump-silent";
    public const string Credentials = "pump-credentials";
    public const string Unreachable = "pump-unreachable";
    public const string Ahead = "pump-clock";
    public const string Site = "pump-nightscout";

    private static readonly string[] All = [Silent, Credentials, Unreachable, Ahead, Site];

    public Task TellAsync(string watch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TellAsync(session, watch), cancellationToken);

    private async Task TellAsync(Session session, string watch)
    {
        // One order of locks: the watch first.
        _ = await session.FirstOrDefaultAsync<string>(
            $"select id from watches where id = @watch {session.ForUpdate}",
            new { watch }
        );
        if (await session.FindPumpAsync(watch) is not { } pump)
        {
            return;
        }

        var now = time.GetUtcNow();
        var told = pump.Told.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = Find(pump, now).ToDictionary(trouble => trouble.Topic, StringComparer.Ordinal);
        var changed = All.Where(topic => found.ContainsKey(topic) != told.Contains(topic)).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        await session.ExecuteAsync(
            "update pumps set told = @told where watch_id = @watch",
            new { watch, told = string.Join(' ', All.Where(found.ContainsKey)) }
        );
        ProblemEvent[] events = [.. changed.Select(topic => EventOf(pump, topic, found.GetValueOrDefault(topic), now))];
        await turn.TakeAsync(session, watch, new WatchInput.EventsArrived([.. events]));
        session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
    }

    /// <summary>What is wrong now.</summary>
    private IEnumerable<Trouble> Find(PumpRow pump, DateTimeOffset now)
    {
        if (pump.RefusedKind is { } refused)
        {
            yield return new Trouble(
                Credentials,
                "Tandem refuses the sign-in",
                refused.Sentence(),
                PumpRow.Time(pump.FailingSince) ?? now
            );
        }
        else if (
            PumpRow.Time(pump.FailingSince) is { } failing
            && options.Value.ApiFailureMinutes > 0
            && now - failing >= TimeSpan.FromMinutes(options.Value.ApiFailureMinutes)
        )
        {
            yield return new Trouble(Unreachable, "Tandem cannot be read", pump.FailureKind.Sentence(), failing);
        }
        else if (
            pump.FailingSince is null
            && PumpRow.Time(pump.UploadedAt) is { } uploaded
            && pump.NoDataMinutes > 0
            && now - uploaded >= TimeSpan.FromMinutes(pump.NoDataMinutes)
        )
        {
            yield return new Trouble(
                Silent,
                $"No upload for {SpanText.Of(now - uploaded)}",
                $"The pump has not uploaded for {SpanText.Of(now - uploaded)}. Is its phone on, with the app signed in?",
                uploaded
            )
            {
                Severity = pump.Calls == 1 ? Severity.Urgent : Severity.Warning,
            };
        }

        if (PumpRow.Time(pump.NewestAt) is { } newest && PumpClock.Ahead(newest, now) is { } ahead)
        {
            yield return new Trouble(
                Ahead,
                $"The clock is {SpanText.Of(ahead)} ahead",
                $"The pump's clock is {SpanText.Of(ahead)} ahead, or its time zone is set wrong. What lies ahead is not written.",
                now
            );
        }

        if (
            PumpRow.Time(pump.SiteFailingSince) is { } since
            && now - since >= TimeSpan.FromMinutes(options.Value.ApiFailureMinutes)
        )
        {
            yield return new Trouble(
                Site,
                "Nightscout takes nothing",
                $"Nightscout takes nothing of the pump: {pump.SiteFailure}",
                since
            );
        }
    }

    private static ProblemEvent EventOf(PumpRow pump, string topic, Trouble? trouble, DateTimeOffset now)
    {
        EventAsk ask = trouble is null ? new EventAsk.Over { IsRecovery = true } : new EventAsk.Occur();
        var words = trouble?.Words ?? "It is over.";
        var told = new SourceEvent(
            topic,
            $"{topic}:{pump.WatchId}",
            $"{trouble?.Since.ToUnixTimeMilliseconds() ?? now.ToUnixTimeMilliseconds()}",
            EventRepeat.Never,
            ask
        )
        {
            Facts = new ProblemFacts(trouble?.Headline ?? "", pump.Name)
            {
                Message = trouble?.Words ?? "",
                ReceivedAt = now,
            },
            Severity = trouble?.Severity ?? Severity.Warning,
            Words = words,
        };
        return new ProblemEvent($"{pump.WatchId}:{topic}:{now.ToUnixTimeMilliseconds()}", told, IsLate: false)
        {
            NewestAt = now,
        };
    }

    /// <param name="Headline">Short enough for a text.</param>
    /// <param name="Words">For people, a sentence or two.</param>
    private sealed record Trouble(string Topic, string Headline, string Words, DateTimeOffset Since)
    {
        public Severity Severity { get; init; } = Severity.Warning;
    }
}
