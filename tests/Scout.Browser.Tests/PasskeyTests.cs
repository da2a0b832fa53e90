using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>Passkeys in a real browser, with its virtual authenticator in the place of a finger.</summary>
public sealed class PasskeyTests(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_is_set_up_with_a_passkey_and_signs_in_with_it()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        // A passkey belongs to a name; a number has none.
        var page = await chromium.OpenAsync(site, $"{site.Named}/setup?token={ScoutSite.SetupToken}");
        await AuthenticatorAsync(page);
        await page.GetByLabel("Your name").FillAsync("Ada");

        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey instead of a password" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
        await SignOutAsync(page, site);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));

        var used = await site.Database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    """
                    select a.name || ' ' || count(*)
                    from passkeys p
                    join accounts a on a.id = p.account_id
                    where p.used_at is not null and a.password_hash is null
                    group by a.name
                    """
                ),
            Stop
        );
        used.ShouldBe("Ada 1");
        (await page.ContentAsync()).ShouldContain("Nothing is watched");
    }

    [Fact]
    public async Task A_passkey_that_was_removed_opens_nothing_any_more()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        var page = await chromium.OpenAsync(site, $"{site.Named}/setup?token={ScoutSite.SetupToken}");
        await AuthenticatorAsync(page);
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey instead of a password" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
        await site.Database.WriteAsync(
            session => session.ExecuteAsync("delete from passkeys; update accounts set password_hash = 'x'"),
            Stop
        );
        await SignOutAsync(page, site);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Assertions.Expect(page.GetByText("This passkey does not open an account here.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_named_and_removed()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        var page = await chromium.OpenAsync(site, $"{site.Named}/setup?token={ScoutSite.SetupToken}");
        await AuthenticatorAsync(page);
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Become the owner" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
        await page.GotoAsync($"{site.Named}/account");

        await page.GetByLabel("Name for a new passkey").FillAsync("Blue phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var name = page.GetByLabel("Name of the passkey");
        await Assertions.Expect(name).ToHaveValueAsync("Blue phone");
        await name.FillAsync("Red phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the name" }).ClickAsync();
        await Assertions.Expect(name).ToHaveValueAsync("Red phone");

        await SignOutAsync(page, site);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        await page.GotoAsync($"{site.Named}/account");
        await page.Locator("summary", new() { HasText = "Remove the passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Red phone" }).ClickAsync();

        await Assertions.Expect(name).ToHaveCountAsync(0);
        var kept = await site.Database.ReadAsync(
            session => session.ScalarAsync<long>("select count(*) from passkeys"),
            Stop
        );
        kept.ShouldBe(0);
    }

    private static async Task SignOutAsync(IPage page, ScoutSite site)
    {
        await page.GotoAsync($"{site.Named}/logout");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/logout", StringComparison.Ordinal));
        await page.GotoAsync($"{site.Named}/login");
    }

    private static async Task AuthenticatorAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["options"] = new
                {
                    protocol = "ctap2",
                    transport = "internal",
                    hasResidentKey = true,
                    hasUserVerification = true,
                    isUserVerified = true,
                },
            }
        );
    }
}
