using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Escalation;
using Scout.Server.Live;
using Scout.Server.Readings;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>The one door to the alerts of a watch: load, decide once, save the new state and its effects, all or nothing.</summary>
internal sealed partial class Turn(Database database, LiveHub live, TimeProvider time, ILogger<Turn> logger)
{
    /// <summary>The kind of due work that strikes the clock of a watch.</summary>
    public const string Kind = "turn";

    /// <summary>Before polls, after what rings a phone.</summary>
    public const long Rank = -5;

    /// <summary>Durable when it returns. Readings of the input are stored in the same transaction.</summary>
    public Task TakeAsync(string watch, WatchInput input, CancellationToken cancellationToken) =>
        database.WriteAsync<TurnDecision?>(session => TakeAsync(session, watch, input), cancellationToken);

    /// <summary>The same inside a unit of work that has more to keep.</summary>
    /// <returns>What was decided; null: there is no such watch any more.</returns>
    public async Task<TurnDecision?> TakeAsync(Session session, string watch, WatchInput input)
    {
        var readings = input is WatchInput.ReadingsArrived arrived ? arrived.Readings : [];
        var loaded = await session.LoadWatchAsync(watch, AlertOf(input), readings);
        if (loaded is null)
        {
            await session.DropAsync(Kind, watch);
            return null;
        }

        var now = time.GetUtcNow();
        loaded = await session.WithEarlierAsync(watch, loaded, input);
        loaded = await session.WithPagesAsync(watch, loaded, now);
        loaded = loaded.Plan is null ? loaded : await session.WithPlanAsync(loaded, now);
        var seed = Guid.CreateVersion7(now).ToString("N");
        var state = await AddAsync(session, watch, loaded, readings);
        if (state.Settings.Sensor is { } sensor)
        {
            state = state with { Sensor = await session.LoadSensorAsync(watch, sensor, now) };
        }

        var decision = WatchTurn.Decide(state, input, seed, now);
        SaveAlerts(session, watch, loaded, decision, now);
        await session.KeepOrdersAsync(watch, loaded.Recipients, decision.Effects, now);
        if (loaded.Plan is not null)
        {
            await session.TellOfEmptyStepsAsync(loaded, decision.Effects, now);
        }

        await session.KeepActsAsync(watch, decision.Effects, now);
        await session.KeepNoticesAsync(watch, loaded.Recipients, decision.Notices, now);
        if (decision.Pause != state.Pause)
        {
            session.SavePause(watch, decision.Pause);
        }

        Publish(session, watch, input, decision);
        if (decision.NextAt is { } next)
        {
            await session.SetAsync(Kind, watch, next, Rank);
        }
        else
        {
            await session.DropAsync(Kind, watch);
        }

        return decision;
    }

    /// <summary>Their writes travel with the commit, so the window that they make comes from the store and not from the tables.</summary>
    private static async Task<WatchState> AddAsync(
        Session session,
        string watch,
        LoadedWatch loaded,
        ImmutableArray<Reading> readings
    )
    {
        if (loaded.Series is not { } known)
        {
            return loaded.State;
        }

        var added = await session.AddReadingsAsync(
            watch,
            "glucose",
            "mg/dL",
            readings,
            known,
            loaded.Newest,
            WatchStore.WindowRows
        );
        return loaded.State with { Window = added.Window };
    }

    private void SaveAlerts(
        Session session,
        string watch,
        LoadedWatch loaded,
        TurnDecision decision,
        DateTimeOffset now
    )
    {
        var notes = decision.Effects.OfType<AlertEffect.Note>().ToLookup(note => note.Alert);
        var noted = loaded.State.Alerts.Where(alert => notes.Contains(alert.Id));
        foreach (var alert in decision.Alerts.UnionBy(noted, alert => alert.Id))
        {
            var generation = loaded.Generations.GetValueOrDefault(alert.Id) + 1;
            session.SaveAlert(watch, alert, generation, now);
            foreach (var (index, note) in notes[alert.Id].Index())
            {
                session.AppendLedger(alert.Id, generation, index, note.Line);
            }

            var before = loaded.State.Alerts.FirstOrDefault(old => old.Id == alert.Id);
            if (before?.State.GetType() != alert.State.GetType())
            {
                var from = before?.State.GetType().Name ?? "nothing";
                session.AfterCommit(() => LogMoved(alert.Id, alert.Kind, from, alert.State.GetType().Name));
            }
        }
    }

    private void Publish(Session session, string watch, WatchInput input, TurnDecision decision)
    {
        if (input is WatchInput.ReadingsArrived or WatchInput.Paused or WatchInput.Resumed)
        {
            session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
        }

        var alerts = decision.Alerts.Select(alert => alert.Id).Union(decision.Effects.Select(effect => effect.Alert));
        foreach (var alert in alerts)
        {
            session.AfterCommit(() => live.Publish(LiveChange.OfAlert(alert, watch)));
        }
    }

    private static string? AlertOf(WatchInput input) =>
        input switch
        {
            WatchInput.DeliveryMoved moved => moved.Alert,
            WatchInput.Replied replied => replied.Alert,
            WatchInput.SourceAnswered answered => answered.Alert,
            _ => null,
        };

    [LoggerMessage(1101, LogLevel.Information, "Alert {Alert} ({Kind}) went from {From} to {To}")]
    private partial void LogMoved(string alert, AlertKind kind, string from, string to);
}
