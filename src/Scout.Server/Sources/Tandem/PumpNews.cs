using Microsoft.Extensions.Options;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Server.Live;
using Scout.Server.Pages.Languages;
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
    public const string Profile = "pump-profile";

    private static readonly string[] All = [Silent, Credentials, Unreachable, Ahead, Site, Profile];

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
            var kind = refused is TandemFailure.Credentials ? PumpTroubleKind.SignIn : PumpTroubleKind.Account;
            yield return new Trouble(Credentials, new PumpTrouble(kind, PumpRow.Time(pump.FailingSince) ?? now));
        }
        else if (
            PumpRow.Time(pump.FailingSince) is { } failing
            && options.Value.ApiFailureMinutes > 0
            && now - failing >= TimeSpan.FromMinutes(options.Value.ApiFailureMinutes)
        )
        {
            yield return new Trouble(Unreachable, new PumpTrouble(PumpTroubleKind.Unreachable, failing));
        }
        else if (
            pump.FailingSince is null
            && PumpRow.Time(pump.UploadedAt) is { } uploaded
            && pump.NoDataMinutes > 0
            && now - uploaded >= TimeSpan.FromMinutes(pump.NoDataMinutes)
        )
        {
            yield return new Trouble(Silent, new PumpTrouble(PumpTroubleKind.Silent, uploaded))
            {
                Severity = pump.Calls == 1 ? Severity.Urgent : Severity.Warning,
            };
        }

        if (PumpRow.Time(pump.NewestAt) is { } newest && PumpClock.Ahead(newest, now) is { } ahead)
        {
            yield return new Trouble(Ahead, new PumpTrouble(PumpTroubleKind.ClockAhead, now) { Ahead = ahead });
        }

        if (
            PumpRow.Time(pump.SiteFailingSince) is { } since
            && now - since >= TimeSpan.FromMinutes(options.Value.ApiFailureMinutes)
        )
        {
            yield return new Trouble(Site, new PumpTrouble(PumpTroubleKind.Site, since));
        }

        if (PumpRow.Time(pump.ProfileConflictAt) is { } changed)
        {
            var trouble = new PumpTrouble(PumpTroubleKind.Profile, changed) { By = pump.ProfileAuthor };
            yield return new Trouble(Profile, trouble);
        }
    }

    private static ProblemEvent EventOf(PumpRow pump, string topic, Trouble? trouble, DateTimeOffset now)
    {
        EventAsk ask = trouble is null ? new EventAsk.Over { IsRecovery = true } : new EventAsk.Occur();
        var headline = trouble is null ? "" : PumpMessages.Headline(trouble.What, Say.English, now);
        var advice = trouble is null ? "" : PumpMessages.Advice(trouble.What, Say.English);
        var told = new SourceEvent(
            topic,
            $"{topic}:{pump.WatchId}",
            $"{trouble?.What.Since.ToUnixTimeMilliseconds() ?? now.ToUnixTimeMilliseconds()}",
            EventRepeat.Never,
            ask
        )
        {
            Facts = new ProblemFacts(headline, pump.Name)
            {
                Message = advice,
                Pump = trouble?.What,
                ReceivedAt = now,
            },
            Severity = trouble?.Severity ?? Severity.Warning,
            Words = trouble is null ? "It is over." : $"{headline}. {advice}",
        };
        return new ProblemEvent($"{pump.WatchId}:{topic}:{now.ToUnixTimeMilliseconds()}", told, IsLate: false)
        {
            NewestAt = now,
        };
    }

    private sealed record Trouble(string Topic, PumpTrouble What)
    {
        public Severity Severity { get; init; } = Severity.Warning;
    }
}
