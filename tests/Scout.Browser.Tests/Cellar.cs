using System.Net.Http.Headers;
using Scout.Server.Accounts;
using Scout.Server.Sources.Devices;

namespace Scout.Browser.Tests;

/// <summary>A network of freezers, set up as people do it.</summary>
internal static class Cellar
{
    /// <summary>A freezer of two days with a gap, whose bytes are decoded; a new device; a script's sensor; one request nobody can read.</summary>
    public static async Task FurnishAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var secret = Secrets.Make();
        var (sigfox, generic) = await site.Database.WriteAsync(
            async session =>
            {
                var network = await session.AddNetworkAsync(
                    Viewer.OwnerId,
                    NetworkKinds.Sigfox,
                    "Freezers",
                    DeviceState.Active,
                    now
                );
                var scripts = await session.AddNetworkAsync(
                    Viewer.OwnerId,
                    NetworkKinds.Generic,
                    "Scripts",
                    DeviceState.Quarantine,
                    now
                );
                await session.ChangeNetworkSecretAsync(network.Id, secret, now);
                await session.ChangeNetworkSecretAsync(scripts.Id, secret + "s", now);
                await session.AddDecoderAsync(
                    network.Id,
                    "Freezer probe",
                    "",
                    "temp::int:16:/10 hum::uint:8 door:3:bool:0",
                    """{"temp":{"label":"Temperature","unit":"°C","decimals":1},"hum":{"label":"Humidity","unit":"%"},"door":{"label":"Door open"}}""",
                    now
                );
                return (network, scripts);
            },
            cancellationToken
        );
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        for (var i = 0; i < 288; i++)
        {
            if (i is > 200 and < 225)
            {
                continue; // nobody knows what was then
            }

            var at = now.AddMinutes(-10 * (287 - i) - 2);
            var tenths = (short)(-185 + (15 * Math.Sin(i / 9.0)) + (i > 270 ? (i - 270) * 4 : 0));
            var data = $"{(ushort)tenths:X4}{40 + (i % 20):X2}{(i % 37 == 0 ? 1 : 0):X2}";
            await PostAsync(
                "/in/sigfox/" + sigfox.Key,
                secret,
                $$"""{"device":"1D3A7C","time":"{{at.ToUnixTimeSeconds()}}","data":"{{data}}","seqNumber":"{{i}}"}"""
            );
        }

        var last = now.AddMinutes(-2).ToUnixTimeSeconds();
        await PostAsync(
            "/in/sigfox/" + sigfox.Key,
            secret,
            $$"""{"device":"1D3A7C","time":"{{last}}","seqNumber":"900","batt":"3.12","temp":"-17.5"}"""
        );
        await PostAsync(
            "/in/sigfox/" + sigfox.Key,
            secret,
            $$"""{"device":"1D3A7C","time":"{{last}}","data":"FF472800","seqNumber":"287","linkQuality":"2","duplicates":[{"bsId":"0A1B","rssi":-121.5,"snr":14.2}],"computedLocation":{"lat":52.51,"lng":13.39,"radius":1200,"status":1} }"""
        );
        await PostAsync("/in/generic/" + generic.Key, secret + "s", """{"device":"porch","temp":21.5}""");
        await PostAsync("/in/generic/" + generic.Key, secret + "s", """{"uplinks":[["porch",21.5]],"port":7}""");
        await site.SettleAsync(cancellationToken);
        await site.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update devices set name = 'Cellar freezer' where external_id = '1D3A7C';
                    update watches set name = 'Cellar freezer' where kind = 'sensor'
                    """
                ),
            cancellationToken
        );

        async Task PostAsync(string path, string key, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await http.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Of the freezer: "id" of its device, "network_id".</summary>
    public static async Task<string> FreezerAsync(
        this ScoutSite site,
        string what,
        CancellationToken cancellationToken
    ) =>
        await site.Database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    $"select cast({what} as text) from devices where external_id = '1D3A7C'"
                ),
            cancellationToken
        ) ?? throw new InvalidOperationException("There is no freezer.");

    /// <summary>The network of scripts, which sent what nobody can read.</summary>
    public static async Task<string> ScriptsAsync(this ScoutSite site, CancellationToken cancellationToken) =>
        await site.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select id from networks where kind = 'generic'"),
            cancellationToken
        ) ?? throw new InvalidOperationException("There is no network of scripts.");

    public static async Task<string> DecoderAsync(this ScoutSite site, CancellationToken cancellationToken) =>
        await site.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<string>("select id from decoders"),
            cancellationToken
        ) ?? throw new InvalidOperationException("There is no decoder.");
}
