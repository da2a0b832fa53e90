using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Tests.Tandem;

/// <summary>Documents have the fields that tconnectsync's own tests expect, and Scout's two besides.</summary>
public sealed class ShapeVectorTests
{
    private const string Ten = "2026-05-14T10:00";

    [Fact]
    public void Documents_have_the_shape_of_those_that_are_there_already()
    {
        var shapes = new PumpStory()
            .On(279, Ten, ("commandedRate", 800))
            .On(64, Ten, ("bolusId", 1), ("bg", 100))
            .On(20, Ten, ("bolusId", 1), ("insulinDelivered", 1))
            .On(20, Ten, ("bolusId", 2), ("insulinDelivered", 1))
            .On(399, Ten, ("glucoseValueStatus", 1), ("egvTimeStamp", 579000000))
            .On(11, Ten)
            .On(12, Ten)
            .On(33, Ten)
            .On(5, Ten, ("alarmId", 8))
            .On(369, Ten, ("dalertId", 2))
            .On(81, Ten, ("batteryLipoMilliVolts", 3827), ("batteryChargePercent", 54))
            .On(229, Ten, ("requestedAction", 1))
            .On(229, Ten, ("requestedAction", 3))
            .On(212, Ten)
            .On(214, Ten)
            .Documents()
            .Select(one => Shape(JsonElement.Parse(one.Json)))
            .ToHashSet();
        var seen = 0;
        foreach (var (where, item) in TandemVectors.Items("expected_documents", "docs"))
        {
            var shape = Shape(item.GetProperty("doc"));
            shapes.ShouldContain(shape, $"{where}: {shape}");
            seen++;
        }

        seen.ShouldBeGreaterThan(10);
    }

    // Kind and fields. "glucoseType" is never written by a run, "_id" is Nightscout's, the other two are Scout's own.
    private static string Shape(JsonElement doc) =>
        doc.TextOf("eventType")
        + doc.TextOf("type")
        + ": "
        + string.Join(' ', Names(doc).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names(JsonElement doc) =>
        doc.EnumerateObject()
            .Where(property => property.Name is not ("identifier" or "units" or "glucoseType" or "_id"))
            .SelectMany(property =>
                property.Value.ValueKind is JsonValueKind.Object
                    ? Names(property.Value).Select(name => $"{property.Name}.{name}")
                    : [property.Name]
            );
}
