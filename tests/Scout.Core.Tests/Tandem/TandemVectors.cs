using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>The recorded behaviour of tconnectsync 3.0.1: every file of a kind in the folder "tandem" of the vectors.</summary>
internal static class TandemVectors
{
    public const string NewYork = "America/New_York";

    /// <summary>Files whose names begin so; the test is skipped where there are none.</summary>
    public static IReadOnlyList<string> Files(string start, string extension)
    {
        var files = Directory.GetFiles(Vectors.Path("tandem"), $"{start}*.{extension}");
        Assert.SkipUnless(files.Length > 0, $"no {start}*.{extension} among the vectors");
        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>The objects of all lines, each with where it stands.</summary>
    public static IEnumerable<(string Where, JsonElement Line)> Lines(string start) =>
        Files(start, "jsonl")
            .SelectMany(file =>
                File.ReadLines(file).Select((line, i) => ($"{Path.GetFileName(file)}:{i + 1}", JsonElement.Parse(line)))
            );

    /// <summary>The items of a list in each file.</summary>
    public static IEnumerable<(string Where, JsonElement Item)> Items(string start, string list) =>
        Files(start, "json")
            .SelectMany(file =>
                JsonElement
                    .Parse(File.ReadAllText(file))
                    .GetProperty(list)
                    .EnumerateArray()
                    .Select((item, i) => ($"{Path.GetFileName(file)} {list}[{i}]", item))
            );

    public static DateTimeZone Zone(JsonElement item) => Zone(item.GetProperty("timeZone").GetString()!);

    public static DateTimeZone Zone(string name) => DateTimeZoneProviders.Tzdb[name];

    public static ImmutableArray<PumpEvent> Events(JsonElement list, DateTimeZone zone) =>
        [.. list.EnumerateArray().Select(item => Event(item, zone))];

    public static PumpEvent Event(JsonElement json, DateTimeZone zone)
    {
        EventReader.TryRead(json, zone, out var read, out var refusal).ShouldBeTrue(refusal);
        return read!;
    }

    /// <summary>Zero outside the hour that clocks leap over in spring.</summary>
    public static TimeSpan Gap(LocalDateTime local, DateTimeZone zone)
    {
        var map = zone.MapLocal(local);
        return map.Count == 0
            ? (map.LateInterval.WallOffset - map.EarlyInterval.WallOffset).ToTimeSpan()
            : TimeSpan.Zero;
    }
}
