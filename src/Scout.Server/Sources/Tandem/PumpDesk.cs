using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Tandem;
using Scout.Server.Live;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>Looks at a pump's account, and runs what there is to run. One at a time for each account, on whichever node.</summary>
internal sealed partial class PumpDesk(
    Database database,
    TandemApi api,
    PumpSync sync,
    PumpNews news,
    SecretBox box,
    LiveHub live,
    IOptions<TandemOptions> options,
    TimeProvider time,
    ILogger<PumpDesk> logger
)
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SitePause = TimeSpan.FromMinutes(1);

    /// <summary>A look within the schedule: asks Tandem what is new, and brings it.</summary>
    /// <returns>When to look again; null: only when somebody asks.</returns>
    public async Task<DateTimeOffset?> LookAsync(string watch, CancellationToken cancellationToken)
    {
        var token = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        if (!await TakeTurnAsync(watch, token, cancellationToken))
        {
            return time.GetUtcNow() + BusyPause;
        }

        try
        {
            while (await NextAskedAsync(watch, cancellationToken) is { } asked)
            {
                await WorkAsync(watch, token, asked.Order, asked.Id, cancellationToken);
            }

            return await FindAsync(watch, cancellationToken) is { EveryMs: > 0 } pump
                ? await LookAsync(pump, token, cancellationToken)
                : null;
        }
        finally
        {
            await EndTurnAsync(watch, token);
            await news.TellAsync(watch, CancellationToken.None);
        }
    }

    /// <summary>A run that somebody waits for.</summary>
    public async Task<PumpResult> RunAsync(string watch, PumpOrder order, CancellationToken cancellationToken)
    {
        var token = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        if (!await TakeTurnAsync(watch, token, cancellationToken))
        {
            return PumpResult.Busy;
        }

        try
        {
            return await WorkAsync(watch, token, order, id: null, cancellationToken);
        }
        finally
        {
            await EndTurnAsync(watch, token);
            await news.TellAsync(watch, CancellationToken.None);
        }
    }

    private async Task<DateTimeOffset?> LookAsync(PumpRow pump, string token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var settings = SettingsOf(pump);
        if (pump.RefusedKind is not null)
        {
            return now + settings.Every;
        }

        if (pump.NextAt > now.ToUnixTimeMilliseconds())
        {
            return PumpRow.Time(pump.NextAt);
        }

        try
        {
            var chosen = await ChooseAsync(pump, cancellationToken);
            var newest = PumpClock.ToUtc(chosen.Device.MaxDateOfEvents, pump.ZoneKind);
            var step = StateOf(pump).Answered(newest, now, settings, Random.Shared.NextDouble());
            if (!step.Sync && !step.Backfill)
            {
                return now + step.Wait;
            }

            var days = step.Backfill ? AutoUpdate.BackfillSpan.Days : 1;
            var order = new PumpOrder(PumpOrder.BySchedule, days, IsPretend: false, Features: null);
            var result = await RunAsync(pump, chosen, token, order, id: null, cancellationToken);
            return now + (result.IsFine ? step.Wait : SitePause);
        }
        catch (TandemException exception)
        {
            return await FailAsync(pump, exception, settings, cancellationToken);
        }
    }

    private async Task<PumpResult> WorkAsync(
        string watch,
        string token,
        PumpOrder order,
        string? id,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(watch, cancellationToken) is not { } pump)
        {
            return new PumpResult(new PumpTally(), "There is no such pump.");
        }

        id ??= await AddRunAsync(watch, order, cancellationToken);
        try
        {
            var chosen = await ChooseAsync(pump, cancellationToken);
            return await RunAsync(pump, chosen, token, order, id, cancellationToken);
        }
        catch (TandemException exception)
        {
            await FailAsync(pump, exception, SettingsOf(pump), cancellationToken);
            return await EndAsync(
                watch,
                id,
                new PumpResult(new PumpTally(), WordsOf(pump, exception)),
                cancellationToken
            );
        }
    }

    private async Task<PumpResult> RunAsync(
        PumpRow pump,
        Chosen chosen,
        string token,
        PumpOrder order,
        string? id,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var (device, warning) = chosen;
        var newest = PumpClock.ToUtc(device.MaxDateOfEvents, pump.ZoneKind);
        var from = From(pump, order, now);
        id ??= await AddRunAsync(pump.WatchId, order, cancellationToken);
        var tally = new PumpTally();
        if (warning is not null)
        {
            tally.Warn(warning);
        }

        var problem = "";
        try
        {
            if (device.MaxDateOfEvents is not null)
            {
                await sync.RunAsync(pump, device, from, order, tally, GoOnAsync, cancellationToken);
            }

            if (!order.IsPretend)
            {
                await database.WriteAsync(
                    session =>
                        session.KeepPumpSyncAsync(
                            pump.WatchId,
                            from,
                            newest,
                            tally.LastEventAt,
                            order.Days >= AutoUpdate.BackfillSpan.Days,
                            now
                        ),
                    cancellationToken
                );
            }
        }
        catch (SiteFailedException exception)
        {
            problem = exception.Message;
            await database.WriteAsync(
                session => session.KeepSiteFailureAsync(pump.WatchId, exception.Message, now),
                cancellationToken
            );
        }
        catch (TandemException exception)
        {
            problem = WordsOf(pump, exception);
            await FailAsync(pump, exception, SettingsOf(pump), cancellationToken);
        }
        catch (TurnLostException)
        {
            problem = "Another run took over.";
        }

        return await EndAsync(pump.WatchId, id, new PumpResult(tally, problem), cancellationToken);

        async Task GoOnAsync()
        {
            if (!await TakeTurnAsync(pump.WatchId, token, cancellationToken))
            {
                throw new TurnLostException();
            }
        }
    }

    /// <summary>The pump that is to be synced, as Tandem describes it now; what is known of it is kept.</summary>
    /// <exception cref="TandemException">Tandem gave nothing, or has no such pump.</exception>
    private async Task<Chosen> ChooseAsync(PumpRow pump, CancellationToken cancellationToken)
    {
        var body = await api.PumperAsync(pump.Open(box), cancellationToken);
        DeviceChoice choice;
        try
        {
            using var document = JsonDocument.Parse(body);
            choice = DeviceChoice.Of(Pump.ListOf(document.RootElement), pump.Serial, pump.ZoneKind, time.GetUtcNow());
        }
        catch (JsonException)
        {
            throw new TandemException(TandemFailure.Page, "the answer about pumps is damaged", 200);
        }

        await database.WriteAsync(
            session => session.KeepPumpLookAsync(pump.WatchId, choice.Pump, choice.Newest, time.GetUtcNow()),
            cancellationToken
        );
        return choice.IsChosen
            ? new Chosen(choice.Pump, choice.Warning)
            : throw new TandemException(
                choice.Why is NoDevice.NoDevicesFound ? TandemFailure.NoPumps : TandemFailure.NoSuchPump,
                choice.Sentence
            );
    }

    private async Task<DateTimeOffset?> FailAsync(
        PumpRow pump,
        TandemException exception,
        AutoUpdateSettings settings,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        LogFailed(pump.WatchId, exception.Failure, exception.Status);
        var step = StateOf(pump).Failed(now, settings);
        await database.WriteAsync(
            session => session.KeepPumpFailureAsync(pump.WatchId, exception, step.Next, now + step.Wait, now),
            cancellationToken
        );
        return now + step.Wait;
    }

    private async Task<PumpResult> EndAsync(
        string watch,
        string id,
        PumpResult result,
        CancellationToken cancellationToken
    )
    {
        await database.WriteAsync(session => session.EndRunAsync(id, result, time.GetUtcNow()), cancellationToken);
        live.Publish(LiveChange.OfWatch(watch));
        LogRan(watch, result.Tally.Events, result.Tally.Written, result.IsFine);
        return result;
    }

    /// <summary>Of an account in settings also which setting may be wrong.</summary>
    private static string WordsOf(PumpRow pump, TandemException exception) =>
        pump.IsDeclared
            ? $"{exception.Sentence()} {PumpWords.RegionHint(exception.Failure, pump.RegionKind)}".TrimEnd()
            : exception.Sentence();

    /// <summary>A sync in the schedule reaches back to what the last one saw: a phone may have been silent for days.</summary>
    private static DateTimeOffset From(PumpRow pump, PumpOrder order, DateTimeOffset now)
    {
        var from = now - TimeSpan.FromDays(order.Days);
        var known = PumpRow.Time(pump.LastEventAt) - TimeSpan.FromDays(1);
        return order.By is PumpOrder.BySchedule && known < from ? known.Value : from;
    }

    private AutoUpdateSettings SettingsOf(PumpRow pump) =>
        AutoUpdateSettings.Default with
        {
            Every = pump.EveryMs > 0 ? TimeSpan.FromMilliseconds(pump.EveryMs) : AutoUpdateSettings.Default.Every,
            UnreachableAfter = TimeSpan.FromMinutes(options.Value.ApiFailureMinutes),
        };

    private static AutoUpdate StateOf(PumpRow pump) =>
        new(
            PumpRow.Time(pump.SyncedNewest),
            (int)pump.Failures,
            PumpRow.Time(pump.FailingSince),
            PumpRow.Time(pump.BackfilledAt)
        );

    private Task<PumpRow?> FindAsync(string watch, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindPumpAsync(watch), cancellationToken);

    private Task<RunRow?> NextAskedAsync(string watch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.BeginAskedRunAsync(watch, time.GetUtcNow()), cancellationToken);

    private Task<string> AddRunAsync(string watch, PumpOrder order, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.AddRunAsync(watch, order, "Running", time.GetUtcNow()),
            cancellationToken
        );

    private Task<bool> TakeTurnAsync(string watch, string token, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.TakePumpTurnAsync(watch, token, time.GetUtcNow()), cancellationToken);

    // Whatever happened to whoever waited: the turn ends.
    private Task<int> EndTurnAsync(string watch, string token) =>
        database.WriteAsync(session => session.EndPumpTurnAsync(watch, token), CancellationToken.None);

    /// <param name="Warning">What people should look at; null: nothing.</param>
    private sealed record Chosen(Pump Device, string? Warning);

    private sealed class TurnLostException : Exception;

    [LoggerMessage(3611, LogLevel.Warning, "Pump {Watch}: Tandem gave nothing ({Failure}, HTTP {Status})")]
    private partial void LogFailed(string watch, TandemFailure failure, int? status);

    [LoggerMessage(
        3612,
        LogLevel.Information,
        "Pump {Watch}: {Events} events read, {Written} documents written, fine: {Fine}"
    )]
    private partial void LogRan(string watch, long events, long written, bool fine);
}
