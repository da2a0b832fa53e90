using System.Text.Json;
using NodaTime;
using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Simulation;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Simulation;

/// <summary>Real people's glucose through the default profile, against reference rules.</summary>
public sealed class GlucoseVectorTests
{
    [Fact]
    [Trait("Rule", "GA-R21")]
    public void No_trace_opens_more_than_a_quarter_more_alerts_than_the_reference()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            var alerts = trace.Expected.GetProperty("alerts");
            var reference =
                alerts.GetProperty("low_1_reading").GetArrayLength() + alerts.GetProperty("high_above_240").GetInt32();
            var result = trace.Result;
            var openings = result.Of(AlertKind.Low).Concat(result.Of(AlertKind.High)).Count();
            TestContext.Current.SendDiagnosticMessage(
                "{0}: {1} alerts against {2} of the reference and {3} calls of the tutorial",
                trace.Name,
                openings,
                reference,
                trace.Expected.GetProperty("tutorial").GetProperty("calls").GetInt32()
            );
            openings.ShouldBeLessThanOrEqualTo((int)(1.25 * reference), trace.Name);
        }
    }

    [Theory]
    [Trait("Rule", "GA-R22")]
    [InlineData("events_below_70")]
    [InlineData("events_below_54")]
    public void Every_low_event_is_covered_from_its_first_reading(string events)
    {
        foreach (var trace in GlucoseTrace.All())
        {
            var lows = trace.Result.Of(AlertKind.Low).ToList();
            foreach (var (first, last) in trace.Events(events))
            {
                lows.ShouldContain(
                    alert => alert.OpenedAt <= first && !(ReplayResult.EndOf(alert) <= last),
                    $"{trace.Name}: low from {first:u} to {last:u}"
                );
            }
        }
    }

    [Fact]
    [Trait("Rule", "GA-R5")]
    public void A_value_below_55_makes_the_alert_critical_with_that_very_reading()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            var result = trace.Result;
            foreach (
                var minutes in trace.Expected.GetProperty("alerts").GetProperty("urgent_below_55").EnumerateArray()
            )
            {
                var at = trace.At(minutes.GetDouble());
                result.Ledger.ShouldContain(
                    note =>
                        note.Line.At == at
                        && (note.Line.Entry == LedgerEntry.Opened || note.Line.Entry == LedgerEntry.Worsened)
                        && note.Line.Rule == RuleKind.UrgentLow,
                    $"{trace.Name} at {at:u}"
                );
            }
        }
    }

    [Fact]
    [Trait("Rule", "GA-R13")]
    public void Each_gap_over_the_limit_gives_one_alert_about_missing_data_or_makes_an_open_low_say_so()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            var result = trace.Result;
            var gaps = trace
                .Trace.Arrivals.Zip(trace.Trace.Arrivals.Skip(1))
                .Where(pair => pair.Second.At - pair.First.At > TimeSpan.FromMinutes(20))
                .Select(pair => pair.First.At)
                .ToList();
            gaps.Count.ShouldBe(trace.Expected.GetProperty("gaps").GetProperty("over_20_min").GetInt32());
            var lost = result
                .Ledger.Where(note => note.Line.Rule == RuleKind.NoDataWhileLow)
                .Select(note => note.Line.Reading!.Value.At)
                .ToHashSet();
            result
                .Of(AlertKind.NoData)
                .Select(alert => alert.Opening.Since)
                .ShouldBe(gaps.Where(gap => !lost.Contains(gap)), trace.Name);
        }
    }

    [Fact]
    [Trait("Rule", "GA-R15")]
    public void Back_filled_readings_change_no_message()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            // Two hours of every day come three hours late; then the same days without those hours.
            var lost = trace.Trace.Arrivals.Where(reading => reading.At.Hour is 4 or 5).ToList();
            var rest = trace.Trace.Arrivals.Except(lost).ToList();
            var late = lost.Select(reading =>
                reading with
                {
                    ReceivedAt = reading.At - reading.At.TimeOfDay + TimeSpan.FromHours(9),
                }
            );

            var with = Replay.Run(Trace.Of([.. rest, .. late]), ReplaySettings.Default with { Tail = default });
            var without = Replay.Run(Trace.Of(rest), ReplaySettings.Default with { Tail = default });

            var end = rest[^1].At;
            with.Messages.Where(message => message.At <= end)
                .Select(message => (message.At, message.Channel, message.Contact, message.Purpose))
                .ShouldBe(
                    without.Messages.Select(message => (message.At, message.Channel, message.Contact, message.Purpose)),
                    trace.Name
                );
        }
    }

    [Fact]
    public void Late_and_repeated_arrivals_end_in_the_same_episodes()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            var chance = new Random(7);
            var arrivals = trace
                .Trace.Arrivals.SelectMany(reading =>
                    new[]
                    {
                        reading with
                        {
                            ReceivedAt = reading.At.AddSeconds(chance.Next(0, 120)),
                        },
                        reading with
                        {
                            ReceivedAt = reading.At.AddSeconds(chance.Next(120, 6000)),
                        },
                    }
                )
                .OrderBy(_ => chance.Next());

            Episodes(Replay.Run(Trace.Of(arrivals), ReplaySettings.Default))
                .ShouldBe(Episodes(trace.Result), trace.Name);
        }

        static IEnumerable<(AlertKind, DateTimeOffset)> Episodes(ReplayResult result) =>
            result
                .Alerts.Where(alert => alert.Kind is AlertKind.Low or AlertKind.High)
                .Select(alert => (alert.Kind, alert.Opening.Reading!.Value.At));
    }

    [Fact]
    public void The_tutorials_calls_are_what_the_reference_counts()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            Same(trace, "tutorial", Tutorial.Calls(trace.Trace));
            Same(trace, "tutorial_with_30_min_stale_check", Tutorial.Calls(trace.Trace, TimeSpan.FromMinutes(30)));
        }

        static void Same(GlucoseTrace trace, string name, IReadOnlyCollection<TutorialCall> calls)
        {
            var expected = trace.Expected.GetProperty(name);
            var times = calls.Select(call => call.At).ToList();
            times.Count.ShouldBe(expected.GetProperty("calls").GetInt32(), trace.Name);
            Nights
                .Count(times, DateTimeZone.Utc)
                .ShouldBe(expected.GetProperty("calls_23_to_07").GetInt32(), trace.Name);
            Nights.WorstDay(times, DateTimeZone.Utc).ShouldBe(expected.GetProperty("worst_day").GetInt32(), trace.Name);
            calls
                .Count(call => call.Age > TimeSpan.FromMinutes(15))
                .ShouldBe(expected.GetProperty("calls_on_readings_older_than_15_min").GetInt32(), trace.Name);
        }
    }

    [Fact]
    [Trait("Rule", "GA-R29")]
    public void Statistics_are_those_of_the_reference()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            var statistics = Statistics.Of(trace.Trace.Arrivals)!;
            var percent = trace.Expected.GetProperty("percent");

            statistics.Mean.ShouldBe(Number(trace.Expected, "mean"), 0.00051);
            statistics.Deviation.ShouldBe(Number(trace.Expected, "sd_population"), 0.00051);
            statistics.Variation.ShouldBe(Number(trace.Expected, "cv_percent"), 0.00051);
            statistics.Gmi.ShouldBe(Number(trace.Expected, "gmi_percent"), 0.00051);
            statistics.Bands.VeryLow.ShouldBe(Number(percent, "below_54"), 0.00051);
            statistics.Bands.Low.ShouldBe(Number(percent, "54_to_69"), 0.00051);
            statistics.Bands.InRange.ShouldBe(Number(percent, "70_to_180"), 0.00051);
            statistics.Bands.High.ShouldBe(Number(percent, "181_to_250"), 0.00051);
            statistics.Bands.VeryHigh.ShouldBe(Number(percent, "above_250"), 0.00051);
        }

        static double Number(JsonElement from, string name) => from.GetProperty(name).GetDouble();
    }

    [Fact]
    [Trait("Rule", "GA-R27")]
    public void The_predictor_alerts_as_often_as_the_reference()
    {
        foreach (var trace in GlucoseTrace.All())
        {
            var expected = trace.Expected.GetProperty("predicted_below_70_in_20_min").GetProperty("ar2");
            var alerts = Predicted([.. trace.Trace.Arrivals]);
            var starts = trace.Events("events_below_70").Select(span => span.First).ToList();

            alerts.Count.ShouldBe(expected.GetProperty("alerts").GetInt32(), trace.Name);
            alerts
                .Count(alert => starts.Exists(start => alert < start && start - alert <= TimeSpan.FromMinutes(45)))
                .ShouldBe(expected.GetProperty("true_alerts").GetInt32(), trace.Name);
            starts
                .Count(start => alerts.Exists(alert => start - alert <= TimeSpan.FromMinutes(45) && start > alert))
                .ShouldBe(expected.GetProperty("events_foretold").GetInt32(), trace.Name);
        }
    }

    /// <summary>20 minutes ahead below 70 while the reading is not; 30 min apart, 15 min after the last low reading.</summary>
    private static List<DateTimeOffset> Predicted(List<Reading> readings)
    {
        var alerts = new List<DateTimeOffset>();
        var last = DateTimeOffset.MinValue;
        foreach (var (before, now) in readings.Zip(readings.Skip(1)).Prepend((readings[0], readings[0])))
        {
            if (now.Value < 70)
            {
                var quiet = now.At.AddMinutes(-15);
                last = quiet > last ? quiet : last;
                continue;
            }

            var apart = (now.At - before.At).TotalSeconds;
            var isForetold = apart is >= 200 and <= 450 && Forecast.After(before.Value, now.Value, 4) < 70;
            if (isForetold && now.At - last >= TimeSpan.FromMinutes(30))
            {
                alerts.Add(now.At);
                last = now.At;
            }
        }

        return alerts;
    }
}
