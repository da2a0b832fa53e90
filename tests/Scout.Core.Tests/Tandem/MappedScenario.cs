using System.Globalization;
using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>A write as it is expected of Scout: the recorded one, read by the table of faults.</summary>
/// <param name="At">Instant of created_at or dateString; null: the document has none that is compared.</param>
/// <param name="Duration">Minutes; null: the document has none that is compared.</param>
internal sealed record ExpectedWrite(
    string Method,
    string Entity,
    JsonElement Doc,
    DateTimeOffset? At,
    double? Duration,
    bool ReasonIsNull
)
{
    public string Kind => Doc.TextOf("eventType");

    public string PumpEventId => Doc.TextOf("pump_event_id");
}

/// <summary>What is expected of Scout for a recorded run.</summary>
internal static class MappedScenario
{
    // Stands for a duration of null.
    private const double NoLength = -1;

    public static List<ExpectedWrite> Writes(Scenario scenario)
    {
        var mapped = new List<ExpectedWrite>();
        var deleted = new HashSet<string>();
        var replaced = new HashSet<string>();
        foreach (var write in scenario.Expect.GetProperty("writes").EnumerateArray())
        {
            var (method, entity, doc) = (write.TextOf("method"), write.TextOf("entity"), write.In("doc"));
            var replacement = IsReplacement(scenario, doc);
            if (
                (method is "DELETE" && !deleted.Add(entity)) // U7
                || (replacement && !replaced.Add(doc.TextOf("eventType"))) // U7
                || (entity is "entries" && !IsShown(scenario.ByNumber(doc.TextOf("pump_event_id"))!)) // U5
            )
            {
                continue;
            }

            mapped.Add(
                new ExpectedWrite(
                    method,
                    entity,
                    doc,
                    At(scenario, doc, replacement),
                    Duration(scenario, doc, replacement),
                    replacement && doc.TextOf("reason") is "Not Ended" // U7
                )
            );
        }

        return mapped;
    }

    /// <summary>How many of the recorded writes count as processed: posts without profiles.</summary>
    public static int Processed(IEnumerable<ExpectedWrite> writes) =>
        writes.Count(write => write is { Method: "POST", Entity: not "profile" });

    private static bool IsReplacement(Scenario scenario, JsonElement doc) =>
        scenario.Adopted.Any(open =>
            open.EventType == doc.TextOf("eventType")
            && doc.TextOf("pump_event_id").StartsWith(open.PumpEventId + ",", StringComparison.Ordinal)
            && doc.TimeOf("created_at") == open.CreatedAt
        );

    // U5: a normal, high or low status, no "no value" bit, and not zero.
    private static bool IsShown(PumpEvent reading) =>
        reading.Whole("glucoseValueStatus") is 0 or 1 or 2
        && !(reading.Whole("glucoseValueStatus") is 0 && reading.Whole("currentGlucoseDisplayValue") is null or 0)
        && !reading.SetBits("cgmDataType").Contains(4)
        && !reading.SetBits("egvInfoBitmask").Contains(4);

    private static DateTimeOffset? At(Scenario scenario, JsonElement doc, bool replacement)
    {
        var time = doc.TimeOf("created_at") ?? doc.TimeOf("dateString");
        var leader = scenario.ByNumber(doc.TextOf("pump_event_id").Split(',')[0]);
        return replacement || leader is null
            ? time
            : time + TandemVectors.Gap(Scenario.ReadingTime(leader), scenario.Zone); // U6
    }

    private static double? Duration(Scenario scenario, JsonElement doc, bool replacement)
    {
        if (doc.In("duration") is not { ValueKind: JsonValueKind.Number } number)
        {
            return doc.In("duration").ValueKind is JsonValueKind.Null ? NoLength : null;
        }

        var minutes = number.GetDouble();
        if (replacement && scenario.ByNumber(doc.TextOf("pump_event_id").Split(',')[1]) is { } stop)
        {
            minutes += TandemVectors.Gap(stop.PumpTime, scenario.Zone).TotalMinutes; // U6
        }

        if (
            doc.TextOf("eventType") is "Temp Basal"
            && scenario.ByNumber(doc.TextOf("pump_event_id")) is { } step
            && scenario.NextSeenEarly(step) is { } next
        )
        {
            minutes = PumpClock.MinutesBetween(step.PumpTime, next.PumpTime); // U6: dropped there, the next one here
        }

        return minutes >= 0 ? minutes
            : doc.TextOf("eventType") is "Temp Basal" ? NoLength // U2
            : 0;
    }

    /// <summary>Compares a write of Scout's with what is expected, field by field.</summary>
    public static void ShouldMatch(this SiteWrite write, ExpectedWrite expect, string where)
    {
        write.Method.ShouldBe(expect.Method, where);
        if (write.Method is "DELETE")
        {
            $"treatments/{write.Id}".ShouldBe(expect.Entity, where);
            return;
        }

        write.Entity.ShouldBe(expect.Entity, where);
        var doc = JsonElement.Parse(write.Json);
        doc.EnumerateObject()
            .Select(property => property.Name)
            .Except(["identifier", "units"]) // U10, U11
            .ShouldBe(
                expect.Doc.EnumerateObject().Select(property => property.Name).Except(["units"]),
                ignoreOrder: true,
                where
            );
        foreach (var property in expect.Doc.EnumerateObject())
        {
            Check(doc.GetProperty(property.Name), property, expect, $"{where} {property.Name}");
        }
    }

    private static void Check(JsonElement found, JsonProperty property, ExpectedWrite expect, string where)
    {
        switch (property.Name)
        {
            case "created_at" or "dateString" when expect.At is { } at: // U4
                DateTimeOffset.Parse(found.GetString()!, CultureInfo.InvariantCulture).ShouldBe(at, where);
                found.GetString()!.ShouldEndWith("Z");
                break;
            case "date":
                found.GetInt64().ShouldBe(expect.At!.Value.ToUnixTimeMilliseconds(), where);
                break;
            case "duration" when expect.Duration is { } minutes:
                (found.ValueKind is JsonValueKind.Null ? NoLength : found.GetDouble()).ShouldBe(minutes, 1e-9, where);
                break;
            case "reason" or "notes" when expect.ReasonIsNull:
                found.ValueKind.ShouldBe(JsonValueKind.Null, where);
                break;
            case "glucose": // U11
                found.GetDouble().ShouldBe(double.Parse(property.Value.ToString(), CultureInfo.InvariantCulture), where);
                break;
            default:
                ShouldEqual(found, property.Value, where);
                break;
        }
    }

    /// <summary>The same, numbers to nine decimals; "&lt;now&gt;" is any time.</summary>
    private static void ShouldEqual(JsonElement found, JsonElement expect, string where)
    {
        found.ValueKind.ShouldBe(expect.ValueKind, where);
        switch (expect.ValueKind)
        {
            case JsonValueKind.Object:
                found.GetPropertyCount().ShouldBe(expect.GetPropertyCount(), where);
                foreach (var property in expect.EnumerateObject())
                {
                    ShouldEqual(found.GetProperty(property.Name), property.Value, $"{where}.{property.Name}");
                }

                break;
            case JsonValueKind.Array:
                found.GetArrayLength().ShouldBe(expect.GetArrayLength(), where);
                foreach (var (one, other) in found.EnumerateArray().Zip(expect.EnumerateArray()))
                {
                    ShouldEqual(one, other, where);
                }

                break;
            case JsonValueKind.Number:
                found.GetDouble().ShouldBe(expect.GetDouble(), 1e-9, where);
                break;
            case JsonValueKind.String when expect.GetString() is "<now>":
                DateTimeOffset.TryParse(found.GetString(), CultureInfo.InvariantCulture, out _).ShouldBeTrue(where);
                break;
            default:
                found.ToString().ShouldBe(expect.ToString(), where);
                break;
        }
    }
}
