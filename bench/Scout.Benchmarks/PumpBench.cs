using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Benchmarks;

/// <summary>Four weeks of a pump's log, from the bytes of the answer to every document, on one core.</summary>
internal static class PumpBench
{
    private const double Gate = 200_000;
    private const int Days = 28;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly int[] Live = [0];
    private static readonly int[] Good = [0, 5, 6, 7, 8];
    private static readonly LocalDateTime Begin = new(2026, 3, 10, 0, 0, 0);

    public static Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var (body, count) = Answer();
        var (_, documents) = Run(body, Length, cancellationToken); // compiled, recompiled, settled
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var (runs, _) = Run(body, Length, cancellationToken);
        process.Refresh();
        var used = (process.TotalProcessorTime - cpu).TotalMicroseconds / (runs * Length.TotalSeconds * count);
        return Task.FromResult<Line[]>([
            Line.AtLeast(
                $"pump: {count:#,0} events of {Days} days, JSON → {documents:#,0} documents, one core",
                runs * count,
                Gate,
                "/s"
            ),
            Line.Figure("pump: … processor time of this process for one event", used, "µs"),
            Line.Figure("pump: … of JSON", runs * body.Length / 1e6, "MB/s"),
        ]);
    }

    private static (double RunsPerSecond, int Documents) Run(byte[] body, TimeSpan length, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var (runs, documents) = (0, 0);
        while (watch.Elapsed < length)
        {
            token.ThrowIfCancellationRequested();
            var log = PumpLog.Read(body, Zone);
            var input = new SyncInput
            {
                AssignmentId = "11111111-2222-3333-4444-555555555555",
                Zone = Zone,
                Events = log.Events,
                Features = (Feature)1023,
                End = Begin.PlusDays(Days),
                Now = DateTimeOffset.UnixEpoch.AddYears(100),
            };
            documents = PumpDocuments.Of(input).Documents.Length;
            runs++;
        }

        return (runs / watch.Elapsed.TotalSeconds, documents);
    }

    /// <summary>As Tandem answers: a basal step and a reading every five minutes, nine meals and nights between.</summary>
    private static (byte[] Body, int Count) Answer()
    {
        var events = new List<object>();
        for (var step = 0; step < Days * 288; step++)
        {
            var time = Begin.PlusMinutes(step * 5);
            Add(279, time, Basal(step));
            Add(399, time, Reading(step, time));
            if (step % 32 == 0)
            {
                Add(
                    64,
                    time,
                    new
                    {
                        bolusId = step,
                        bolusType = 1,
                        carbAmount = 45,
                        bg = 171,
                        iob = 1.82,
                        carbRatio = 8000,
                    }
                );
                Add(
                    65,
                    time,
                    new
                    {
                        bolusId = step,
                        options = 4,
                        standardPercent = 100,
                        duration = 0,
                        spareB6 = 0,
                        isf = 45,
                    }
                );
                Add(
                    66,
                    time,
                    new
                    {
                        bolusId = step,
                        foodBolusSize = 3.2,
                        correctionBolusSize = 0.4,
                        totalBolusSize = 3.6,
                    }
                );
                Add(
                    280,
                    time,
                    new
                    {
                        bolusId = step,
                        bolusSource = 8,
                        requestedNow = 3600,
                        deliveredTotal = 3600,
                    }
                );
                Add(
                    20,
                    time,
                    new
                    {
                        bolusId = step,
                        completionStatus = 3,
                        iob = 5.1,
                        insulinDelivered = 3.6,
                    }
                );
            }

            if (step % 288 is 0 or 90)
            {
                Add(229, time, new { requestedAction = step % 288 == 0 ? 1 : 2, activeSleepSchedule = Live });
                Add(
                    11,
                    time,
                    new
                    {
                        preSuspendState = 65,
                        suspendReason = 0,
                        insulinAmount = 120,
                    }
                );
                Add(12, time, new { preResumeState = 65, insulinAmount = 120 });
            }
        }

        return (
            JsonSerializer.SerializeToUtf8Bytes(new { events, clockChanges = Array.Empty<object>() }),
            events.Count
        );

        void Add(int code, LocalDateTime time, object properties) =>
            events.Add(
                new
                {
                    deviceAssignmentId = "11111111-2222-3333-4444-555555555555",
                    eventCode = code,
                    sequenceGroup = 0,
                    sequenceNumber = 400_000 + events.Count,
                    pumpDateTime = $"{time:uuuu-MM-dd'T'HH:mm:ss}",
                    eventProperties = properties,
                    estimatedDateTime = $"{time:uuuu-MM-dd'T'HH:mm:ss}Z",
                }
            );
    }

    private static object Basal(int step) =>
        new
        {
            commandedRateSource = 3,
            reservedA2 = 0,
            spareA3 = 0,
            commandedRate = 400 + (step * 37 % 900),
            profileBasalRate = 1044,
            algorithmRate = 65535,
            tempRate = 65535,
        };

    private static object Reading(int step, LocalDateTime time) =>
        new
        {
            glucoseValueStatus = 0,
            cgmDataType = Live,
            rate = step % 20,
            algorithmState = 32,
            rssi = -71,
            currentGlucoseDisplayValue = 70 + (step * 13 % 180),
            egvTimeStamp = (long)(time.ToDateTimeUnspecified() - PumpClock.Epoch.ToDateTimeUnspecified()).TotalSeconds
                - 14,
            egvInfoBitmask = Good,
            interval = 255,
        };
}
