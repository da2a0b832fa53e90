using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;
using Scout.Browser.Tests;
using Scout.Server.Accounts;
using Scout.TestKit;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: PagesEnd]

namespace Scout.Browser.Tests;

/// <summary>The system's Chromium, once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Path = "/usr/bin/chromium";

    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Opened = new();

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
            }
        );
    }

    /// <param name="account">Signed in as this account, which is made when it is not there; null: as nobody.</param>
    public async Task<IPage> OpenAsync(
        ScoutSite site,
        string path,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        bool script = true,
        string? account = null
    )
    {
        var page = await BlankAsync(site, width, scheme, script, account);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A fresh visitor, before the first page: no cookies, nothing cached.</summary>
    public async Task<IPage> BlankAsync(
        ScoutSite site,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        bool script = true,
        string? account = null,
        string locale = "en-GB"
    )
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed (apt-get install chromium)");
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = site.Address,
                ColorScheme = scheme,
                JavaScriptEnabled = script,
                ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 844 : 900 },
                ReducedMotion = ReducedMotion.Reduce,
                Locale = locale,
            }
        );
        site.IsVisitedBy(context);
        Opened.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => []).Add(context);
        context.SetDefaultTimeout(15_000);
        if (account is not null)
        {
            await context.AddCookiesAsync([
                new Cookie
                {
                    Name = DeviceCookie.Name,
                    Value = await SignedIn.KeyAsync(site.Services, account, CancellationToken.None),
                    Url = site.Address,
                },
            ]);
        }

        return await context.NewPageAsync();
    }

    /// <summary>Closes what a test has opened.</summary>
    public static async Task EndAsync(string test)
    {
        if (Opened.TryRemove(test, out var contexts))
        {
            foreach (var context in contexts)
            {
                await context.CloseAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>Pages that nobody looks at any more would go on listening to their sites while other tests want the machine.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PagesEndAttribute : BeforeAfterTestAttribute
{
    // Nobody waits for it: the next test may begin meanwhile.
    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        _ = Task.Run(() => Chromium.EndAsync(test.UniqueID));
}
