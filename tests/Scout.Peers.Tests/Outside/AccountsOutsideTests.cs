using System.Net;
using System.Text.RegularExpressions;
using Scout.TestKit;

namespace Scout.Peers.Tests.Outside;

/// <summary>Accounts of the real process: what survives its death, and the way back in for an owner who lost it.</summary>
public sealed partial class AccountsOutsideTests : IDisposable
{
    private const string Token = "the-setup-token-of-this-test";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scout-accounts-");
    private readonly Dictionary<string, string?> _environment;
    private readonly Uri _site;

    public AccountsOutsideTests()
    {
        var port = $"{ScoutProcess.FreePort()}";
        _site = new Uri($"http://localhost:{port}/");
        _environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PORT"] = port,
            ["SCOUT_DATA"] = Path.Combine(_folder.FullName, "data"),
            ["SCOUT_SETUP_TOKEN"] = Token,
        };
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_in_device_survives_kill_9_and_recover_lets_the_owner_back_in_while_Scout_runs()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = _site };
        var scout = ScoutProcess.Start(_folder.FullName, _environment);
        try
        {
            (await scout.ReadyAsync(Stop)).ShouldContain($"setup?token={Token}");
            using var done = await browser.SubmitAsync(
                $"/setup?token={Token}",
                "/setup",
                [
                    new("token", Token),
                    new("name", "Ada"),
                    new("email", "ada@example.org"),
                    new("password", "correct horse battery"),
                ],
                Stop
            );
            done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            scout.Kill();
            await scout.DisposeAsync();
            scout = ScoutProcess.Start(_folder.FullName, _environment);
            (await scout.ReadyAsync(Stop)).ShouldNotContain(Token);
            using var still = await browser.GetAsync("/account", Stop);
            still.StatusCode.ShouldBe(HttpStatusCode.OK);

            await using var recover = ScoutProcess.Start(_folder.FullName, _environment, "recover");
            (await recover.ExitAsync(TimeSpan.FromSeconds(60), Stop)).ShouldBe(0, recover.Said);
            var link = LinkExpression().Match(recover.Said).Value;
            using var lost = new HttpClientHandler { AllowAutoRedirect = false };
            using var other = new HttpClient(lost) { BaseAddress = _site };
            using var back = await other.SubmitAsync(link, link, [new("password", "staple staple staple")], Stop);

            back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            using var inside = await other.GetAsync("/account", Stop);
            inside.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var outside = await browser.GetAsync("/account", Stop);
            outside.StatusCode.ShouldNotBe(HttpStatusCode.OK);
        }
        finally
        {
            await scout.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex("/recover/[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex LinkExpression();
}
