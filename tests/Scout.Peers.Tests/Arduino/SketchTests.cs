using Scout.Core.Devices;

namespace Scout.Peers.Tests.Arduino;

/// <summary>The example's board lives whole days, and Scout reads what it sends with the decoder that its page names.</summary>
public sealed class SketchTests(Sketch sketch) : IClassFixture<Sketch>
{
    private const int PerHour = 6;
    private const int PerDay = 140;
    private static readonly long Hour = (long)TimeSpan.FromHours(1).TotalMilliseconds;
    private static readonly long Day = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>A door that turns every three minutes asks for 480 messages a day; a clock may begin again meanwhile.</summary>
    [Theory]
    [InlineData(3, 3, 0, 0u)]
    [InlineData(3, 3, 0, 4_294_000_000u)]
    [InlineData(2, 50, 0, 4_200_000_000u)]
    [InlineData(2, 0, 7200, 0u)]
    public async Task A_board_never_sends_more_than_the_network_allows(int days, int doorEvery, int silent, uint clock)
    {
        var sent = await sketch.LiveAsync(days, doorEvery, silent, clock);

        sent.Count.ShouldBeGreaterThan(days * 100);
        Most(sent, Hour).ShouldBeLessThanOrEqualTo(PerHour);
        Most(sent, Day).ShouldBeLessThanOrEqualTo(PerDay);
    }

    [Fact]
    public async Task Its_decoder_reads_the_probe_the_supply_and_the_door()
    {
        var sent = await sketch.LiveAsync(days: 1, doorEvery: 600, silent: 90, clock: 0);

        var decoder = Decoder.Read(await GrammarAsync(), out var problems);
        problems.ShouldBeEmpty();
        var first = Read(decoder!, sent[0].Hex);
        sent[0].At.ShouldBe(120_000); // asked again every minute
        first["temp"].ShouldBe(-18.4, 1e-9);
        first["batt"].ShouldBe(3.0, 1e-9);
        first["door"].ShouldBe(0);
        first["restarted"].ShouldBe(1);
        sent.Skip(1).ShouldAllBe(message => Read(decoder!, message.Hex)["restarted"] == 0);
        var opened = sent.First(message => Read(decoder!, message.Hex)["door"] == 1);
        opened.At.ShouldBeInRange(36_000_000, 36_001_000); // told at once
    }

    /// <summary>The most messages in any stretch of the length.</summary>
    private static int Most(IReadOnlyList<(long At, string Hex)> sent, long length) =>
        sent.Max(first => sent.Count(other => other.At >= first.At && other.At < first.At + length));

    private static Dictionary<string, double> Read(Decoder decoder, string hex) =>
        decoder
            .Decode(Convert.FromHexString(hex))
            .ToDictionary(value => value.Name, value => value.Measure ?? double.NaN);

    private static async Task<string> GrammarAsync()
    {
        var page = Path.Combine(Checkout.Root().FullName, "examples", "arduino", "README.md");
        var lines = await File.ReadAllLinesAsync(page, TestContext.Current.CancellationToken);
        return lines.Single(line => line.StartsWith("    temp:", StringComparison.Ordinal)).Trim();
    }
}
