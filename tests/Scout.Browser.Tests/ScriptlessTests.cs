using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;

namespace Scout.Browser.Tests;

/// <summary>Every form in a browser that runs no script.</summary>
public sealed partial class ScriptlessTests(Chromium chromium)
{
    private const string Password = "correct horse battery";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update accounts set email = @mail, email_key = @mail, password_hash = @hash where id = 'owner'",
                    new { mail = "ada@example.org", hash = new Passwords().Hash(Password) }
                ),
            Stop
        );
        var page = await OpenAsync(site, "/login", account: null);
        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync("wrong horse battery");
        await ClickAsync(page, "Sign in");
        await Assertions.Expect(page.GetByText("do not fit together")).ToBeVisibleAsync();

        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync(Password);
        await ClickAsync(page, "Sign in");

        await Assertions.Expect(page.GetByText("Nothing is watched")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Saving_a_profile()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        var page = await OpenAsync(site, "/profile");
        await page.GetByLabel("Address of the Nightscout site").FillAsync("https://sam.example");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Sam");
        await page.GetByLabel("Own number: Scout calls it").FillAsync("12");
        await ClickAsync(page, "Save");
        await Assertions.Expect(page.Locator("[aria-invalid=true]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Sam");

        await page.GetByLabel("Own number: Scout calls it").FillAsync(People.Sam);
        await ClickAsync(page, "Save");

        (await TextAsync(site, "select name from watches")).ShouldBe("Sam");
    }

    [Fact]
    public async Task Adding_a_contact_and_proving_the_number()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop);
        var page = await OpenAsync(site, "/contacts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add somebody" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Cy");
        await page.GetByLabel("Phone number").FillAsync("+4915123456709");
        await ClickAsync(page, "Save");
        var cy = page.GetByRole(AriaRole.Article, new() { Name = "Cy" });
        await cy.GetByRole(AriaRole.Button, new() { Name = "Have a code texted" }).ClickAsync();
        await site.SettleAsync(Stop);
        var text = await TextAsync(site, "select body from sandbox_texts where number = '+4915123456709'");
        var code = Digits().Match(text!).Value.Replace(" ", "", StringComparison.Ordinal);

        await cy.GetByLabel("The six digits").FillAsync(code);
        await cy.GetByRole(AriaRole.Button, new() { Name = "Verify the number" }).ClickAsync();

        await Assertions.Expect(cy.GetByRole(AriaRole.Button, new() { Name = "Test call to Cy" })).ToBeVisibleAsync();
        (await TextAsync(site, "select 'yes' from contacts where name = 'Cy' and verified_at > 0")).ShouldBe("yes");
    }

    [Fact]
    public async Task Pausing_and_ending_the_pause()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop);
        await site.MeasureAsync(Trend.Steady, [112], Stop);
        var page = await OpenAsync(site, "/watches/watch/pause");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = FourHours() }).ClickAsync();
        (await TextAsync(site, "select 'paused' from watches where paused_until is not null")).ShouldBe("paused");

        await page.GotoAsync("/watches/watch/pause");
        await ClickAsync(page, "Alarms on again now");

        (await TextAsync(site, "select 'paused' from watches where paused_until is not null")).ShouldBeNull();
    }

    [Fact]
    public async Task Inviting_somebody_and_accepting()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop);
        var page = await OpenAsync(site, "/watches/watch/carers");
        await ClickAsync(page, "Make a link");
        var link = await page.Locator("code.link").InnerTextAsync();
        var mia = await OpenAsync(site, "/", account: "mia");

        await mia.GotoAsync(new Uri(link).PathAndQuery);
        await mia.Locator("main").GetByRole(AriaRole.Button).First.ClickAsync();

        await page.GotoAsync("/watches/watch/carers");
        await Assertions.Expect(page.Locator("#carer-mia")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Choosing_calls_and_texts()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await Scenes.PlayAsync(site, "texts", Stop);
        var page = await OpenAsync(site, "/deliveries");
        var rows = page.Locator(".deliveries > li");
        await Assertions.Expect(rows).ToHaveCountAsync(4);

        await page.GetByLabel("To whom").SelectOptionAsync("Ada");
        await ClickAsync(page, "Show");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.First).ToContainTextAsync("What was answered is for Ada alone.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Not reached" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No calls or texts here.")).ToBeVisibleAsync();
        await page.GetByLabel("To whom").SelectOptionAsync("Sam");
        await ClickAsync(page, "Show");
        await Assertions.Expect(rows).ToContainTextAsync("declined on the phone");
        await Assertions.Expect(page.GetByLabel("To whom")).ToHaveValueAsync("sam");
    }

    [Fact]
    public async Task Leafing_through_alerts_and_taking_them_along()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await site.MoveInAsync(Stop);
        await PastAlertsAsync(site, 60);
        var page = await OpenAsync(site, "/alerts");
        var seen = new List<string>();
        while (true)
        {
            seen.AddRange(
                await page.Locator("ul.alerts > li").EvaluateAllAsync<string[]>("all => all.map(one => one.id)")
            );
            var older = page.GetByRole(AriaRole.Link, new() { Name = "Older ones" });
            if (await older.CountAsync() == 0)
            {
                break;
            }

            await older.ClickAsync();
        }

        seen.ShouldBe(Enumerable.Range(0, 60).Select(i => $"alert-a{i:D2}"));
        var csv = await (await page.APIRequest.GetAsync("/alerts.csv")).TextAsync();
        var lines = csv.TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(1 + (60 * 2));
        lines[1].ShouldStartWith("a00,Sam,Low,Urgent,");
        lines[1].Split(',')[7].ShouldBe("Opened");
        lines[1].Split(',')[13].ShouldBe("66");
        lines[2].Split(',')[7].ShouldBe("Resolved");
    }

    /// <summary>Each two lines long, an hour before the last.</summary>
    private static Task PastAlertsAsync(ScoutSite site, int count) =>
        site.Database.WriteAsync(
            session =>
            {
                for (var i = 0; i < count; i++)
                {
                    var opened = TimeProvider.System.GetUtcNow().AddHours(-1 - i);
                    var over = opened.AddMinutes(10);
                    var breach = new Breach(
                        RuleKind.Low,
                        Severity.Urgent,
                        new Reading(opened, 66, Trend.FallingSlowly, opened),
                        opened
                    );
                    var id = $"a{i:D2}";
                    session.SaveAlert(
                        "watch",
                        new Alert(id, AlertKind.Low, opened, breach, breach, new AlertState.Resolved(over)),
                        1,
                        over
                    );
                    session.AppendLedger(
                        id,
                        1,
                        0,
                        new LedgerLine(LedgerEntry.Opened, opened) { Reading = breach.Reading }
                    );
                    session.AppendLedger(id, 1, 1, new LedgerLine(LedgerEntry.Resolved, over));
                }

                return Task.CompletedTask;
            },
            Stop
        );

    private Task<IPage> OpenAsync(ScoutSite site, string path, string? account = "owner") =>
        chromium.OpenAsync(site, path, script: false, account: account);

    private static Task ClickAsync(IPage page, string button) =>
        page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static Task<string?> TextAsync(ScoutSite site, string sql) =>
        site.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql), Stop);

    [GeneratedRegex("[0-9]{3} ?[0-9]{3}", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\(4 h\)", RegexOptions.None, 1000)]
    private static partial Regex FourHours();
}
