using System.Net;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Accounts;

/// <summary>In with a password, out again, and what happens to those who guess.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly ManualTime _time = new();
    private TestDatabase _database = null!;
    private ScoutServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        _server = new ScoutServer(_time, _database.Settings);
        await _server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update accounts set email = 'Ada@Example.org', email_key = 'ada@example.org', password_hash = @hash",
                    new { hash = new Passwords().Hash(Password) }
                ),
            Stop
        );
    }

    [Theory]
    [InlineData("/phones", "/phones")]
    [InlineData("", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("/login?returnUrl=/login", "/")]
    [InlineData("/logout", "/")]
    public async Task After_signing_in_one_goes_on_where_one_wanted_and_never_elsewhere(string wanted, string place)
    {
        using var browser = SignedIn.Nobody(_server);

        using var answer = await SignInAsync(browser, " ADA@example.org ", Password, wanted);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(place);
        (await browser.GetStringAsync("/", Stop)).ShouldContain("Nothing is watched yet");
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        using var browser = SignedIn.Nobody(_server);

        using var unknown = await SignInAsync(browser, "eve@example.org", Password);
        using var wrong = await SignInAsync(browser, "ada@example.org", "wrong password");

        unknown.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var one = Strip(await unknown.Content.ReadAsStringAsync(Stop), "eve@example.org");
        var other = Strip(await wrong.Content.ReadAsStringAsync(Stop), "ada@example.org");
        one.ShouldBe(other);
        one.ShouldContain("do not fit together");
    }

    [Fact]
    public void For_an_unknown_address_a_password_is_worked_out_as_well()
    {
        var passwords = new Passwords();
        var hash = passwords.Hash(Password);
        passwords.Matches(null, Password).ShouldBeFalse();

        var known = Fastest(() => passwords.Matches(hash, "wrong password"));
        var unknown = Fastest(() => passwords.Matches(null, "wrong password"));

        // Of the same order: without the work, the unknown would be thousands of times faster.
        unknown.ShouldBeGreaterThan(known / 4);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_waits_and_devices_and_tokens_do_not()
    {
        using var device = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);
        var token = await _server.Database.WriteAsync(
            session => session.MakeTokenAsync(Viewer.OwnerId, "script", null, _time.GetUtcNow()),
            Stop
        );
        await FailAsync(5);

        (await TryAsync(Password)).ShouldBeFalse();
        (await device.GetStringAsync("/", Stop)).ShouldContain("Nothing is watched yet");
        using var script = _server.CreateClient();
        script.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await script.GetAsync("/api/sandbox/phones", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromMinutes(14));
        (await TryAsync(Password)).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        (await TryAsync(Password)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(5, 15)]
    [InlineData(6, null)]
    [InlineData(10, 30)]
    [InlineData(15, 60)]
    [InlineData(200, 1440)]
    public void The_rest_grows_with_every_five_tries(long failures, int? minutes) =>
        Lockout
            .Until(failures, _time.GetUtcNow())
            .ShouldBe(minutes is { } rest ? _time.GetUtcNow() + TimeSpan.FromMinutes(rest) : null);

    [Fact]
    public async Task A_right_password_forgets_the_wrong_ones_before()
    {
        await FailAsync(4);
        (await TryAsync(Password)).ShouldBeTrue();
        await FailAsync(4);
        (await TryAsync(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_tries_from_one_address_are_slowed_down_and_another_address_is_not()
    {
        using var guesser = SignedIn.Nobody(_server);
        guesser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 21; i++)
        {
            using var answer = await guesser.PostAsync("/login", null, Stop);
            last = answer.StatusCode;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
        using var other = SignedIn.Nobody(_server);
        other.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7, 203.0.113.8");
        using var fine = await SignInAsync(other, "ada@example.org", Password);
        fine.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Signing_out_ends_the_device_for_everybody_who_copied_its_cookie()
    {
        var key = await SignedIn.KeyAsync(_server.Services, Viewer.OwnerId, Stop);
        using var browser = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);
        (await DevicesAsync()).ShouldBe(2);

        using var answer = await browser.SubmitAsync("/logout", "/logout", [], Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await DevicesAsync()).ShouldBe(1);
        (await browser.GetStringAsync("/", Stop)).ShouldContain("Sign in");
        key.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_link_elsewhere_signs_nobody_out()
    {
        using var browser = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);

        (await browser.GetStringAsync("/logout", Stop)).ShouldContain("Sign out on this device?");
        using var forged = await browser.PostAsync("/logout", new FormUrlEncodedContent([]), Stop);

        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await DevicesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_from_elsewhere_signs_nobody_in()
    {
        using var browser = SignedIn.Nobody(_server);

        using var answer = await browser.PostAsync(
            "/login",
            new FormUrlEncodedContent([new("email", "ada@example.org"), new("password", Password)]),
            Stop
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_device_is_signed_out_thirty_days_after_its_last_visit()
    {
        using var browser = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);
        _time.Advance(TimeSpan.FromDays(29));
        (await browser.GetStringAsync("/", Stop)).ShouldContain("Nothing is watched yet");
        _time.Advance(TimeSpan.FromDays(29));
        using var visit = await browser.GetAsync("/", Stop);
        visit.Headers.GetValues("Set-Cookie").ShouldContain(cookie => cookie.Contains("max-age=2592000"));
        (await visit.Content.ReadAsStringAsync(Stop)).ShouldContain("Nothing is watched yet");

        _time.Advance(TimeSpan.FromDays(30));
        (await browser.GetStringAsync("/", Stop)).ShouldContain("Sign in");
    }

    [Fact]
    public async Task What_a_signed_in_person_sees_is_kept_by_no_cache()
    {
        using var browser = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);

        using var page = await browser.GetAsync("/", Stop);

        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.Vary.ShouldContain("Cookie");
        using var style = await browser.GetAsync("/css/scout.css", Stop);
        style.Headers.CacheControl?.NoStore.ShouldNotBe(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static Task<HttpResponseMessage> SignInAsync(
        HttpClient browser,
        string email,
        string password,
        string back = "/"
    ) =>
        browser.SubmitAsync(
            "/login",
            "/login",
            [new("email", email), new("password", password), new("returnUrl", back)],
            Stop
        );

    private static string Strip(string page, string email) =>
        System.Text.RegularExpressions.Regex.Replace(
            page.Replace(email, "", StringComparison.Ordinal),
            "__RequestVerificationToken\" value=\"[^\"]+\"",
            "",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    private static TimeSpan Fastest(Action work)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = TimeProvider.System.GetTimestamp();
            work();
            var took = TimeProvider.System.GetElapsedTime(before);
            fastest = took < fastest ? took : fastest;
        }

        return fastest;
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await TryAsync("wrong password")).ShouldBeFalse();
        }
    }

    private async Task<bool> TryAsync(string password) =>
        await _server.Services.GetRequiredService<PasswordDoor>().TryAsync("ada@example.org", password, Stop)
            is not null;

    private Task<long> DevicesAsync() =>
        _server.Database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from sessions"), Stop);
}
