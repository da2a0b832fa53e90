using System.Globalization;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Sources.Devices;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>How much of each series its rules look at.</summary>
public sealed class SensorWindowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Each_series_comes_as_far_back_as_its_rules_look(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        var (network, secret) = await barn.NetworkAsync(NetworkKinds.Generic);
        var first = barn.Now.ToUnixTimeSeconds() - 400;
        for (var i = 0; i < 100; i++)
        {
            using var answer = await barn.SendsAsync(
                $"/in/generic/{network.Key}",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"device":"a","ts":{{first + (i * 4)}},"values":{"held":{{i}},"ruled":{{i}},"other":{{i}} } }"""
                ),
                secret
            );
            answer.EnsureSuccessStatusCode();
        }

        await barn.SettleAsync();
        var settings = new SensorSettings([
            new SensorRule("h", RuleKind.Above, Severity.Warning) { Field = "held", Held = TimeSpan.FromSeconds(140) },
            new SensorRule("r", RuleKind.Above, Severity.Warning) { Field = "ruled" },
        ]);
        var watch = (await barn.DeviceAsync("a")).WatchId!;

        var view = await barn.Database.ReadAsync(session => session.LoadSensorAsync(watch, settings, barn.Now), Stop);

        // Every four seconds: twice 140 seconds back are 70 readings and the one at the end.
        view!
            .Series.OrderBy(one => one.Field, StringComparer.Ordinal)
            .Select(one => $"{one.Field} {one.Window.Length} {one.Window[0].Value} {one.Window[^1].Value}")
            .ShouldBe(["held 71 29 99", "other 6 94 99", "ruled 48 52 99"]);
    }
}
