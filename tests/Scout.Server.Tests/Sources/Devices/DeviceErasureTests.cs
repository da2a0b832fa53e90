using System.Text.Json;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources.Devices;

/// <summary>What devices sent is somebody's: it can be taken along, and goes with the account.</summary>
public sealed class DeviceErasureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Devices_go_into_the_export_and_with_the_account(string engine)
    {
        await using var barn = await Barn.OpensAsync(engine);
        using var mia = await SignedIn.AsAsync(barn.Server, "mia", Stop);
        var token = await barn.Database.WriteAsync(
            session => session.MakeTokenAsync("mia", "script", null, barn.Now),
            Stop
        );
        var at = barn.Now.ToUnixTimeSeconds();
        await barn.PostsAsync("/data/porch", $$"""{"device":"A1","time":"{{at}}","temp":21}""", token);

        using var file = JsonDocument.Parse(
            await mia.GetStringAsync(new Uri("/account/export", UriKind.Relative), Stop)
        );
        file.RootElement.GetProperty("devices")[0].GetProperty("external_id").GetString().ShouldBe("A1");
        file.RootElement.GetProperty("messages")[0]
            .GetProperty("values_json")
            .GetProperty("temp")
            .GetInt32()
            .ShouldBe(21);
        file.RootElement.GetProperty("networks")[0].GetProperty("kind").GetString().ShouldBe("data");

        (await barn.Server.Services.GetRequiredService<Erasure>().EraseAsync("mia", Stop)).ShouldBeTrue();
        foreach (var table in new[] { "networks", "devices", "messages", "arrivals", "series", "readings" })
        {
            (await barn.CountAsync($"select count(*) from {table}")).ShouldBe(0, table);
        }

        await barn.SettleAsync();
    }
}
