using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>Whole recorded runs: what is looked up, what is written, in which order, and how much of it.</summary>
public sealed class ScenarioVectorTests
{
    [Fact]
    public void Every_recorded_run_gives_the_recorded_writes()
    {
        foreach (var (where, line) in TandemVectors.Lines("sync_scenarios"))
        {
            var scenario = new Scenario(where, line);
            var expect = MappedScenario.Writes(scenario);
            var writes = Writes(scenario);
            if (ExerciseByHand.IsNeeded(scenario)) // U1
            {
                expect.RemoveAll(one => IsExercise(scenario, one));
                writes.RemoveAll(one => IsExercise(scenario, one));
            }
            else
            {
                var processed = scenario.Expect.GetProperty("processedCount").GetInt32();
                var dropped =
                    MappedScenario.Processed(
                        scenario
                            .Expect.GetProperty("writes")
                            .EnumerateArray()
                            .Select(one => new ExpectedWrite(
                                one.TextOf("method"),
                                one.TextOf("entity"),
                                default,
                                null,
                                null,
                                false
                            ))
                    ) - MappedScenario.Processed(expect);
                writes
                    .Count(one => one is { Method: "POST", Entity: not "profile" })
                    .ShouldBe(processed - dropped, where);
            }

            writes.Select(Line).ShouldBe(expect.Select(Line), where);
            foreach (var (write, wanted) in writes.Zip(expect))
            {
                write.ShouldMatch(wanted, $"{where} {wanted.Kind} {wanted.PumpEventId}");
            }

            var span = SyncSpan.Of(scenario.Input.Events);
            var last = scenario.Expect.GetProperty("lastSequenceNumber");
            (span?.LastSequenceNumber.ToString() ?? "").ShouldBe(
                last.ValueKind is JsonValueKind.Null ? "" : last.ToString()
            );
        }
    }

    [Fact]
    public void Every_fault_of_the_recording_is_in_the_table() =>
        UpstreamFaults.Table.Select(fault => fault.Id).ShouldBe(Enumerable.Range(1, 26).Select(number => $"U{number}"));

    [Fact]
    public void Exercise_ends_where_everything_is_stopped()
    {
        foreach (var (where, line) in TandemVectors.Lines("sync_scenarios"))
        {
            var scenario = new Scenario(where, line);
            Writes(scenario)
                .Where(write => IsExercise(scenario, write))
                .Select(write =>
                {
                    var doc = write.Method is "DELETE" ? default : JsonElement.Parse(write.Json);
                    var minutes = doc.In("duration") is { ValueKind: JsonValueKind.Number } number
                        ? number.GetDouble()
                        : 0;
                    return (
                        write.Method,
                        write.Method is "DELETE" ? null : doc.TextOf("reason"),
                        Math.Round(minutes, 6),
                        write.Id ?? doc.TextOf("pump_event_id")
                    );
                })
                .ShouldBe(
                    ExerciseByHand
                        .Of(scenario)
                        .Select(one => (one.Method, one.Reason, Math.Round(one.Minutes, 6), one.Numbers)),
                    ignoreOrder: true,
                    where
                );
        }
    }

    [Fact]
    public void A_first_run_looks_up_what_is_recorded()
    {
        foreach (var (where, line) in TandemVectors.Lines("sync_scenarios"))
        {
            var scenario = new Scenario(where, line);
            var span = SyncSpan.Of(scenario.Input.Events);
            var expect = scenario
                .Expect.GetProperty("lookups")
                .EnumerateArray()
                .Where(lookup => lookup.TextOf("kind") is not "profile")
                .Select(lookup =>
                    $"{lookup.TextOf("kind")} {lookup.TextOf("eventType")} {Span(scenario, lookup, span!)}"
                )
                .ToList();
            for (var i = expect.Count - 1; i > 0; i--)
            {
                if (expect[i] == expect[i - 1])
                {
                    expect.RemoveAt(i); // "Sensor Start" is asked for twice
                }
            }

            scenario
                .Lookups.Select(lookup =>
                    $"{lookup.Entity.ToString().ToLowerInvariant()} {lookup.EventType} {lookup.From:O} {lookup.To:O}"
                )
                .ShouldBe(expect, where);
        }
    }

    [Fact]
    public void Running_again_writes_nothing()
    {
        foreach (var (where, line) in TandemVectors.Lines("sync_scenarios"))
        {
            var input = new Scenario(where, line).Input;
            var written = PumpDocuments.Of(input).Documents.ToDictionary(one => one.Identifier, one => one.Json);

            SiteWrites.Of(PumpDocuments.Of(input).Documents, written.GetValueOrDefault).ShouldBeEmpty(where);
        }
    }

    private static List<SiteWrite> Writes(Scenario scenario)
    {
        var writes = SiteWrites.Of(PumpDocuments.Of(scenario.Input).Documents, _ => null);
        if (scenario.Input.Features.HasFlag(Feature.Profiles))
        {
            var settings = new ProfileSettings(false, "20", "20", scenario.Zone.Id, scenario.Input.Author);
            var details = scenario.Pump.Settings;
            if (ProfileSync.Decide(details, scenario.CurrentProfile, settings, scenario.Input.Now).Write is { } write)
            {
                writes.Add(SiteWrites.Of(write));
            }
        }

        return writes;
    }

    private static bool IsExercise(Scenario scenario, SiteWrite write) =>
        write.Method is "DELETE"
            ? scenario.Adopted.Any(open => open.EventType is "Exercise" && open.Id == write.Id)
            : write.Json.Contains("\"eventType\":\"Exercise\"", StringComparison.Ordinal);

    private static bool IsExercise(Scenario scenario, ExpectedWrite write) =>
        write.Method is "DELETE"
            ? scenario.Adopted.Any(open => open.EventType is "Exercise" && $"treatments/{open.Id}" == write.Entity)
            : write.Kind is "Exercise";

    private static string Line(SiteWrite write) =>
        write.Method is "DELETE"
            ? $"DELETE treatments/{write.Id}"
            : $"{write.Method} {write.Entity} "
                + JsonElement.Parse(write.Json).TextOf("eventType")
                + $" {JsonElement.Parse(write.Json).TextOf("pump_event_id")}";

    private static string Line(ExpectedWrite write) =>
        write.Method is "DELETE"
            ? $"DELETE {write.Entity}"
            : $"{write.Method} {write.Entity} {write.Kind} {write.PumpEventId}";

    private static string Span(Scenario scenario, JsonElement lookup, SyncSpan span)
    {
        // U6: bounds that lie in the hour clocks leap over are early by it.
        var from = lookup.TimeOf("from") + TandemVectors.Gap(span.First, scenario.Zone);
        var to = lookup.TimeOf("to") + TandemVectors.Gap(span.Until(scenario.Input.End), scenario.Zone);
        return $"{from:O} {to:O}";
    }
}
