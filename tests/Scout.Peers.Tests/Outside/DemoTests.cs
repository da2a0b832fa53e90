namespace Scout.Peers.Tests.Outside;

/// <summary>`scout demo`, tried as a new user would, with the telephones' API in place of the browser.</summary>
public sealed class DemoTests
{
    private const string Sam = "+14155550100";
    private static readonly string[] Others = ["+14155550101", "+14155550102", "+14155550103"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Within_a_minute_the_phone_rings_and_key_1_stops_it_until_the_all_clear()
    {
        await using var demo = await DemoProcess.StartAsync(Stop);
        await demo.UntilAsync(phones => phones[Sam].Rings, TimeSpan.FromMinutes(1), Stop);
        await demo.ActAsync(Sam, "answer", Stop);
        var phones = await demo.UntilAsync(phones => phones[Sam].Says.Length > 0, TimeSpan.FromSeconds(10), Stop);
        foreach (var part in new[] { "Sam", "Low", "milligrams per decilitre", "falling", "Measured", "Press 1" })
        {
            phones[Sam].Says.ShouldContain(part);
        }

        await demo.ActAsync(Sam, "press?key=1", Stop);
        phones = await demo.UntilAsync(phones => phones[Sam].Texts.Count > 0, TimeSpan.FromMinutes(3), Stop);
        phones[Sam].Texts.ShouldHaveSingleItem().ShouldContain("no longer low");
        phones[Sam].Calls.ShouldBe(1);
        Others.ShouldAllBe(other => phones[other].Calls == 0 && phones[other].Texts.Count == 0);
        (await demo.StopAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Not_answered_each_of_the_others_gets_a_text()
    {
        await using var demo = await DemoProcess.StartAsync(Stop);
        await demo.UntilAsync(phones => phones[Sam].Rings, TimeSpan.FromMinutes(1), Stop);
        await demo.ActAsync(Sam, "decline", Stop);
        var phones = await demo.UntilAsync(
            phones => Others.All(other => phones[other].Texts.Count > 0),
            TimeSpan.FromSeconds(10),
            Stop
        );
        foreach (var other in Others)
        {
            phones[other].Texts.ShouldHaveSingleItem().ShouldContain("Sam is low");
            phones[other].Texts[0].ShouldContain("mg/dL");
        }

        (await demo.StopAsync(Stop)).ShouldBe(0);
    }
}
