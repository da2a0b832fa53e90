using System.Globalization;
using System.Net;
using System.Text;

namespace Scout.Browser.Tests;

/// <summary>Sensors that send to a site as the network does.</summary>
internal static class Sensors
{
    /// <summary>The setting that lets sensors send without a secret.</summary>
    public const string Open = "--Scout:OpenIngest=true";

    /// <summary>The body of the tutorial's callback.</summary>
    public static async Task<HttpStatusCode> SendAsync(
        this ScoutSite site,
        string sensor,
        DateTimeOffset at,
        string value,
        CancellationToken cancellationToken,
        string device = "1D3A"
    )
    {
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var body = new StringContent(
            $$"""{"device":"{{device}}","time":"{{time}}","temp":{{value}}}""",
            Encoding.UTF8,
            "application/json"
        );
        using var answer = await http.PostAsync(new Uri($"/data/{sensor}", UriKind.Relative), body, cancellationToken);
        return answer.StatusCode;
    }

    /// <summary>A freezer that reports every ten minutes and was silent for an hour, and a cellar that stopped long ago.</summary>
    public static async Task FreezeAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 30; i >= 0; i--)
        {
            if (i is < 4 or > 9)
            {
                var value = (-18 + (1.5 * Math.Sin(i / 2.0))).ToString("F1", CultureInfo.InvariantCulture);
                (await site.SendAsync("freezer", now.AddMinutes(-10 * i), value, cancellationToken)).ShouldBe(
                    HttpStatusCode.OK
                );
            }
        }

        for (var i = 0; i < 12; i++)
        {
            await site.SendAsync("cellar", now.AddHours(-60 + i), $"{11 + (i % 3)}", cancellationToken, "2B");
        }

        await site.SettleAsync(cancellationToken);
    }
}
