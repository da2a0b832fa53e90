using System.Net;
using System.Text.Json;
using Scout.TestKit;

namespace Scout.Peers.Tests.OpenId;

/// <summary>A certified OpenID issuer of others in Google's place: from the link on the setup page to being signed in.</summary>
public sealed class OidcProviderTests(Judges judges) : IClassFixture<Judges>
{
    private const string SetupToken = "the-setup-token-of-this-test";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task The_owner_is_set_up_and_signs_in_by_it(string algorithm)
    {
        var folder = Directory.CreateTempSubdirectory("scout-issuer-");
        using var issuer = judges.StartIssuer(algorithm);
        var site = new Uri($"http://localhost:{ScoutProcess.FreePort()}/");
        await issuer.StandardInput.WriteLineAsync(
            JsonSerializer.Serialize(new { redirect = new Uri(site, "login/google/callback").AbsoluteUri })
        );
        var said = await issuer.StandardOutput.ReadLineAsync(Stop) ?? await issuer.StandardError.ReadToEndAsync(Stop);
        using var told = JsonDocument.Parse(said);
        await using var scout = ScoutProcess.Start(
            folder.FullName,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PORT"] = $"{site.Port}",
                ["SCOUT_DATA"] = Path.Combine(folder.FullName, "data"),
                ["SCOUT_SETUP_TOKEN"] = SetupToken,
                ["GOOGLE_AUTHORITY"] = told.RootElement.GetProperty("issuer").GetString(),
                ["GOOGLE_CLIENT_ID"] = "scout-client",
                ["GOOGLE_CLIENT_SECRET"] = "scout secret/with+signs",
            }
        );
        await scout.ReadyAsync(Stop);

        using var first = Browser(site);
        (await first.GetStringAsync($"/setup?token={SetupToken}", Stop)).ShouldContain("Continue with 127.0.0.1");
        using var setUp = await first.GetAsync($"/login/google?setup={SetupToken}", Stop);
        (await setUp.Content.ReadAsStringAsync(Stop)).ShouldNotContain("not accepted", Case.Insensitive, scout.Said);
        var account = await first.GetStringAsync("/account", Stop);
        account.ShouldContain("Ada Lovelace");
        account.ShouldContain("ada@example.org");

        using var second = Browser(site);
        using var again = await second.GetAsync("/login/google?returnUrl=/account", Stop);
        again.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/account");
        (await again.Content.ReadAsStringAsync(Stop)).ShouldContain("Ada Lovelace");

        issuer.StandardInput.Close();
        await issuer.WaitForExitAsync(Stop);
        scout.Kill();
        folder.Delete(recursive: true);
    }

    /// <summary>Follows redirects and keeps cookies, as browsers do.</summary>
    private static HttpClient Browser(Uri site)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = site,
        };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }
}
