using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scout.Core.Nightscout;
using Scout.Peers.Tests.Nightscout;
using Scout.TestKit;
using Scout.TestKit.Tandem;

namespace Scout.Peers.Tests.Tandem;

/// <summary>
/// A month with a pump, from a Tandem of our own to the real Nightscout, by the real program with tconnectsync-heroku's
/// environment. Random only in when the program is killed.
/// </summary>
public sealed class PumpPeerTests
{
    private const string Email = "user@example.com";
    private const string Password = "p@ss \"word\"";
    private const string Secret = "a-secret-of-the-heroku-app";
    private const int Days = 31;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_is_written_once_and_what_is_late_or_deleted_is_treated_as_such()
    {
        await using var tandem = await FakeTandem.StartAsync(TimeProvider.System, Cancelled);
        await using var peer = await NightscoutPeer.StartAsync("readable", Cancelled);
        var life = Live(tandem, out var pump, out var late);
        using var site = Client(peer.Address);
        await using var home = new PumpHome(tandem, peer.Address);
        await home.StartAsync();

        (await home.UpdateAsync()).ShouldContain("documents written");
        var content = await ContentAsync(site);
        content.Count(row => row.Contains("\"Temp Basal\"", StringComparison.Ordinal)).ShouldBe(Days * 48);
        (await home.UpdateAsync()).ShouldContain(" 0 documents written");
        (await ContentAsync(site)).ShouldBe(content);

        // Somebody deletes a rate; another one comes late.
        var rates = await RowsAsync(site, "treatments", "created_at");
        var deleted = rates.First(row => $"{row["eventType"]}" == "Temp Basal");
        using (await site.DeleteAsync(new Uri($"api/v1/treatments/{deleted["_id"]}", UriKind.Relative), Cancelled))
        {
            // Gone.
        }

        life.Rate(pump.UploadedAt!.Value.UtcDateTime.AddDays(-3).AddMinutes(7), 4_321, late);
        await home.UpdateAsync();
        var after = await RowsAsync(site, "treatments", "created_at");
        after.Select(row => $"{row["identifier"]}").ShouldNotContain($"{deleted["identifier"]}");
        after.Select(row => $"{row["rate"]}").ShouldContain("4.32");
        after.Count.ShouldBe(rates.Count);
        tandem.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task Killed_at_ten_moments_it_comes_to_the_same_as_in_one_go()
    {
        await using var tandem = await FakeTandem.StartAsync(TimeProvider.System, Cancelled);
        await using var peer = await NightscoutPeer.StartAsync("readable", Cancelled);
        await using var other = await NightscoutPeer.StartAsync("readable", Cancelled);
        Live(tandem, out _, out _);
        await using var home = new PumpHome(tandem, peer.Address);
        for (var i = 0; i < 10; i++)
        {
            await home.StartAsync();
            (await home.GetAsync($"/run?secret={Secret}&days={Days}")).ShouldBe("Triggered job");
            var moment = TimeSpan.FromMilliseconds(Random.Shared.Next(50, 1_200));
            await Task.Delay(moment, TimeProvider.System, Cancelled);
            home.Kill();
        }

        await home.StartAsync();
        await home.UpdateAsync();
        await using var straight = new PumpHome(tandem, other.Address);
        await straight.StartAsync();
        await straight.UpdateAsync();

        using var killed = Client(peer.Address);
        using var whole = Client(other.Address);
        (await ContentAsync(killed)).ShouldBe(await ContentAsync(whole));
        // Tokens survive: one login for each data folder, at most one more where the program was killed in it.
        tandem.Logins.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task Two_of_one_kind_in_one_second_both_stand_at_a_site_that_knows_no_identifiers()
    {
        await using var tandem = await FakeTandem.StartAsync(TimeProvider.System, Cancelled);
        await using var peer = await NightscoutPeer.StartAsync("readable", Cancelled);
        var pump = tandem.Person(Email, Password).Pump;
        var at = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        pump.Log(33, at, new JsonObject { ["insulinVolume"] = 200 });
        pump.Log(63, at, new JsonObject { ["primeSize"] = -1, ["completionStatus"] = 3 });
        pump.UploadedAt = TimeProvider.System.GetUtcNow();
        using var site = Client(peer.Address);
        await using var home = new PumpHome(tandem, peer.Address);
        await home.StartAsync();

        (await home.UpdateAsync()).ShouldContain("2 documents written");
        (await home.UpdateAsync()).ShouldContain(" 0 documents written");

        var rows = await RowsAsync(site, "treatments", "created_at");
        rows.Select(row => $"{row["reason"]}").Order().ShouldBe(["Cartridge Filled (200u filled)", "Tubing Filled"]);
        rows.Select(row => $"{row["created_at"]}").ShouldBeUnique();
    }

    private static PumpLife Live(FakeTandem tandem, out FakePump pump, out long late)
    {
        var now = TimeProvider.System.GetUtcNow();
        pump = tandem.Person(Email, Password).Pump;
        var life = new PumpLife(pump);
        late = pump.SkipSequence();
        var end = now.UtcDateTime.Date.AddHours(now.Hour);
        life.Live(end.AddDays(-Days), end, minutes: 30);
        pump.UploadedAt = new DateTimeOffset(end, TimeSpan.Zero);
        return life;
    }

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        var credential = (NightscoutCredential.Secret)NightscoutCredential.Parse(NightscoutPeer.Secret);
        client.DefaultRequestHeaders.Add("api-secret", credential.Hash);
        return client;
    }

    /// <summary>Everything that people see, without what the site adds of its own.</summary>
    private static async Task<string[]> ContentAsync(HttpClient site)
    {
        var rows = await RowsAsync(site, "treatments", "created_at");
        rows.AddRange(await RowsAsync(site, "entries", "dateString"));
        return
        [
            .. rows.Select(row =>
                {
                    row.Remove("_id");
                    return row.ToJsonString();
                })
                .Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<List<JsonObject>> RowsAsync(HttpClient site, string collection, string field)
    {
        var since = TimeProvider
            .System.GetUtcNow()
            .AddDays(-40)
            .ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var rows = await site.GetFromJsonAsync<JsonElement>(
            $"api/v1/{collection}.json?count=100000&find[{field}][$gte]={since}",
            Cancelled
        );
        return [.. rows.EnumerateArray().Select(row => JsonObject.Create(row)!)];
    }

    /// <summary>The program, its data folder and tconnectsync-heroku's environment.</summary>
    private sealed class PumpHome(FakeTandem tandem, Uri nightscout) : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scout-pump-");
        private readonly int _port = ScoutProcess.FreePort();
        private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
        private ScoutProcess? _process;

        public async Task StartAsync()
        {
            _process = ScoutProcess.Start(
                _folder.FullName,
                [
                    .. tandem.Environment,
                    new("TCONNECT_EMAIL", Email),
                    new("TCONNECT_PASSWORD", Password),
                    new("PUMP_SERIAL_NUMBER", "90000001"),
                    new("NS_URL", nightscout.ToString().TrimEnd('/')),
                    new("NS_SECRET", NightscoutPeer.Secret),
                    new("TIMEZONE_NAME", "UTC"),
                    new("TCONNECTSYNC_HEROKU_SECRET", Secret),
                    new("TCONNECTSYNC_HEROKU_INTERVAL_MINS", "0"),
                    new("TCONNECTSYNC_HEROKU_FEATURES", "BASAL,BOLUS,PUMP_EVENTS,CGM"),
                    new("PORT", _port.ToString(CultureInfo.InvariantCulture)),
                ]
            );
            await _process.ReadyAsync(Cancelled);
        }

        public void Kill() => _process!.Kill();

        public Task<string> GetAsync(string path) =>
            _http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}{path}"), Cancelled);

        /// <summary>Waits for a run that an earlier life began and this one has taken up.</summary>
        public async Task<string> UpdateAsync()
        {
            var address = new Uri($"http://127.0.0.1:{_port}/update?secret={Secret}&days={Days}");
            while (true)
            {
                using var answer = await _http.GetAsync(address, Cancelled);
                if (answer.StatusCode is not HttpStatusCode.Conflict)
                {
                    answer.EnsureSuccessStatusCode();
                    return await answer.Content.ReadAsStringAsync(Cancelled);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancelled);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
            _process?.Said.ShouldNotContain(Email);
            _process?.Said.ShouldNotContain(Secret);
            _folder.Delete(recursive: true);
        }
    }
}
