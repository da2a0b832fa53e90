using Scout.Core.Simulation;

namespace Scout.Core.Tests.Simulation;

public sealed class TraceTextTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 13, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Minutes_since_the_start_are_read()
    {
        var readings = Read("minutes_since_start,mgdl\r\n0.00,106\r\n5.02,39\r\n");

        readings.ShouldBe([(Start, 106), (Start.AddTicks(3_012_000_000), 39)]);
    }

    [Theory]
    [InlineData("time;glucose\n2026-01-05T13:00:00Z;106\n")]
    [InlineData("id,timestamp,sgv\n7,2026-01-05T14:00:00+01:00,106\n")]
    [InlineData("\"date\",\"value\"\n\"1767618000000\",\"106\"\n")]
    [InlineData("2026-01-05 13:00,106\n")]
    [InlineData("time\tglucose mmol/L\n2026-01-05T13:00:00Z\t5.9\n")]
    [InlineData("[{\"type\":\"sgv\",\"date\":1767618000000,\"sgv\":106,\"direction\":\"Flat\"}]")]
    [InlineData("\uFEFFtime,value\nnonsense,106\n2026-01-05T13:00:00Z,106\n2026-01-05T13:05:00Z,n/a\n")]
    public void Usual_files_are_read(string text) => Read(text).ShouldBe([(Start, 106)]);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("time,value\n")]
    public void A_file_without_readings_says_so(string text)
    {
        TraceText.TryRead(text, Start, out _, out var error).ShouldBeFalse();
        error.ShouldStartWith("No readings were found");
    }

    private static (DateTimeOffset, double)[] Read(string text)
    {
        TraceText.TryRead(text, Start, out var trace, out var error).ShouldBeTrue(error);
        trace.Arrivals.ShouldAllBe(reading => reading.ReceivedAt == reading.At);
        return [.. trace.Arrivals.Select(reading => (reading.At, reading.Value))];
    }
}
