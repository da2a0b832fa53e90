using System.Text.Json;
using Scout.Core.Simulation;

namespace Scout.Core.Tests.Simulation;

/// <summary>The real traces of the shared vectors and what reference rules give on them.</summary>
internal sealed record GlucoseTrace(string Name, Trace Trace, JsonElement Expected)
{
    private static readonly Lazy<IReadOnlyList<GlucoseTrace>> Traces = new(ReadAll);

    private readonly Lazy<ReplayResult> _default = new(() => Replay.Run(Trace, ReplaySettings.Default));

    /// <summary>With the default profile, nobody answering.</summary>
    public ReplayResult Result => _default.Value;

    /// <summary>All traces; the test is skipped where there are none.</summary>
    public static IReadOnlyList<GlucoseTrace> All()
    {
        Vectors.Path("glucose");
        return Traces.Value;
    }

    private static List<GlucoseTrace> ReadAll()
    {
        var expected = Vectors.Json("glucose", "expected.json");
        var all = Directory
            .GetFiles(Vectors.Path("glucose"), "*.csv")
            .Order()
            .Select(file => Read(file, expected))
            .ToList();
        all.Count.ShouldBe(expected.EnumerateObject().Count());
        return all;
    }

    public DateTimeOffset At(double minutes) =>
        Trace.From.AddTicks((long)Math.Round(minutes * TimeSpan.TicksPerMinute));

    public IEnumerable<(DateTimeOffset First, DateTimeOffset Last)> Events(string name) =>
        Expected.GetProperty(name).EnumerateArray().Select(span => (At(span[0].GetDouble()), At(span[1].GetDouble())));

    private static GlucoseTrace Read(string file, JsonElement expected)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var own = expected.GetProperty(name);
        var clock = TimeSpan.Parse(own.GetProperty("first_reading_local_clock").GetString()!);
        var start = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero) + clock;
        TraceText.TryRead(File.ReadAllText(file), start, out var trace, out var error).ShouldBeTrue(error);
        trace.Arrivals.Length.ShouldBe(own.GetProperty("readings").GetInt32());
        return new GlucoseTrace(name, trace, own);
    }
}
