using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Scout.TestKit;
using Scout.TestKit.Bugsnag;

namespace Scout.Server.Tests.Sources.Bugsnag;

/// <summary>A project added on a page, and its errors on the sandbox's telephones.</summary>
public sealed partial class ProjectPageTests : IAsyncLifetime
{
    private const string Eve = "+14155550111";

    private TestDatabase _database = null!;
    private ScoutServer _server = null!;
    private AccountBrowser _owner = null!;
    private HttpClient _outside = null!;
    private FakeBugsnag _bugsnag = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        var time = new ManualTime();
        _bugsnag = await FakeBugsnag.StartAsync(time, Stop);
        _server = new ScoutServer(
            time,
            [
                .. _database.Settings,
                new("Scout:Bugsnag:ApiUrl", _bugsnag.Url.ToString()),
                new("Scout:SiteUrl", "https://scout.example.com"),
                new("Scout:SetupToken", "token"),
            ]
        );
        _owner = await AccountBrowser.SignInAsync(_server, "owner", "Owner", Stop);
        _outside = new HttpClient(_server.Server.CreateHandler())
        {
            BaseAddress = new Uri("https://scout.example.com"),
        };
        _outside.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _outside.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        await _bugsnag.DisposeAsync();
    }

    [Fact]
    public async Task A_project_gets_an_address_that_is_shown_once_and_works_until_it_is_changed_twice()
    {
        var first = await AddAsync();
        var watch = await ReadAsync("select id from watches where kind = 'bugsnag'");
        (await _owner.OpensAsync($"/projects/{watch}", Stop)).ShouldBe(HttpStatusCode.OK);
        _owner.Page.ShouldNotContain("/bugsnag/");
        (await PostsAsync(first, "test-button")).ShouldBe(HttpStatusCode.OK);
        (await _owner.OpensAsync($"/watches/{watch}", Stop)).ShouldBe(HttpStatusCode.OK);
        _owner.Page.ShouldContain("Test received");

        var second = await ChangeAsync(watch);
        (await PostsAsync(first, "project-spiking")).ShouldBe(HttpStatusCode.OK);
        (await PostsAsync(second, "not-json")).ShouldBe(HttpStatusCode.OK);
        var third = await ChangeAsync(watch);
        (await PostsAsync(first, "comment")).ShouldBe(HttpStatusCode.NotFound); // never more than two at a time
        (await PostsAsync(second, "comment")).ShouldBe(HttpStatusCode.OK);
        await _owner.OpensAsync($"/projects/{watch}", Stop);
        (await _owner.SendsAsync($"/projects/{watch}/secret/end", Stop)).ShouldBe(HttpStatusCode.Found);
        (await PostsAsync(second, "comment-with-command-words")).ShouldBe(HttpStatusCode.NotFound);
        (await PostsAsync(third, "comment-with-command-words")).ShouldBe(HttpStatusCode.OK);
        (await ReadAsync("select group_concat(hash) from intake_secrets")).ShouldNotContain(third.Split('/')[^1]);

        (await _owner.OpensAsync($"/watches/{watch}", Stop)).ShouldBe(HttpStatusCode.OK);
        _owner.Page.ShouldContain("Could not be read");
        var delivery = await ReadAsync("select cast(id as text) from intake where state = 'Quarantine'");
        (await _owner.OpensAsync($"/projects/{watch}/deliveries/{delivery}", Stop)).ShouldBe(HttpStatusCode.OK);
        _owner.Page.ShouldContain("account=Acme&amp;project=shop-api");

        await _owner.OpensAsync($"/projects/{watch}", Stop);
        (await _owner.SendsAsync($"/projects/{watch}/remove", Stop)).ShouldBe(HttpStatusCode.Found);
        (await PostsAsync(third, "first-exception")).ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync("select count(*) || '' from intake")).ShouldBe("0");
    }

    [Fact]
    public async Task Only_from_where_it_may_come_and_only_with_fields_that_make_sense()
    {
        var address = await AddAsync();
        var watch = await ReadAsync("select id from watches where kind = 'bugsnag'");
        await _owner.OpensAsync($"/projects/{watch}", Stop);
        (await SaveAsync(watch, "here", "nowhere")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        _owner.Page.ShouldContain("nowhere is no IP address");
        _owner.Page.ShouldContain("Type a number of minutes");

        (await SaveAsync(watch, "0", "198.51.100.7, 203.0.113.0/24")).ShouldBe(HttpStatusCode.Found);
        (await PostsAsync(address, "first-exception", "198.51.100.8")).ShouldBe(HttpStatusCode.NotFound);
        (await PostsAsync(address, "first-exception", "198.51.100.7, 198.51.100.8")).ShouldBe(HttpStatusCode.NotFound);
        (await PostsAsync(address, "first-exception", "198.51.100.8, 203.0.113.77")).ShouldBe(HttpStatusCode.OK);
        (await ReadAsync("select channel from deliveries")).ShouldBe("Call");
    }

    [Fact]
    public async Task An_error_on_the_sandbox_telephone_is_listed_snoozed_and_closed_by_text()
    {
        var address = await AddAsync();
        await _owner.OpensAsync("/", Stop);
        _owner.Page.ShouldContain("No open errors.");

        await PostsAsync(address, "first-exception");
        (await TextsAsync()).ShouldContain("New unhandled error on shop-api. TimeoutError");
        await _owner.OpensAsync("/", Stop);
        _owner.Page.ShouldContain("shop-api: TimeoutError");
        await _owner.OpensAsync($"/alerts/{await ReadAsync("select id from alerts")}", Stop);
        _owner.Page.ShouldContain("payment gateway did not answer");
        _owner.Page.ShouldNotContain("buyer@");

        (await WritesAsync("LIST")).ShouldContain("1 shop-api, TimeoutError: Nobody has taken it yet.");
        (await WritesAsync("SNOOZE 30m")).ShouldContain("Snoozed until");
        (await WritesAsync("CLOSE")).ShouldContain("You closed it at");
        (await ReadAsync("select state from alerts")).ShouldContain("\"is\":\"closed\"");
    }

    [Fact]
    public async Task A_token_is_tried_kept_unread_used_and_forgotten()
    {
        var address = await AddAsync();
        var watch = await ReadAsync("select id from watches where kind = 'bugsnag'");
        await _owner.OpensAsync($"/projects/{watch}", Stop);
        (await TokenAsync(watch, "")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await TokenAsync(watch, "two words")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await TokenAsync(watch, "another-one")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        _owner.Page.ShouldContain("Bugsnag refuses this token");

        (await TokenAsync(watch, FakeBugsnag.Token)).ShouldBe(HttpStatusCode.Found);
        await _owner.OpensAsync($"/projects/{watch}", Stop);
        _owner.Page.ShouldContain("is done in Bugsnag too, since");
        _owner.Page.ShouldNotContain(FakeBugsnag.Token);
        (await ReadAsync("select sealed || hash from source_tokens")).ShouldNotContain(FakeBugsnag.Token);
        (await SaveAsync(watch, "7", "")).ShouldBe(HttpStatusCode.Found); // other settings leave it as it is
        await PostsAsync(address, "first-exception");
        (await WritesAsync("CLOSE")).ShouldContain("Bugsnag: pending.");
        _bugsnag.Asked[^1].Body.ShouldBe("""{"operation":"fix"}""");
        await _owner.OpensAsync($"/alerts/{await ReadAsync("select id from alerts")}", Stop);
        _owner.Page.ShouldContain("Bugsnag is told to mark it as fixed.");
        _owner.Page.ShouldContain("Bugsnag has it as fixed.");

        await PostsAsync(address, "first-exception-empty-texts");
        _bugsnag.Accepts = "another-one";
        await WritesAsync("A2");
        await _owner.OpensAsync($"/projects/{watch}", Stop);
        _owner.Page.ShouldContain("Bugsnag has refused the token since");
        await _owner.OpensAsync("/health", Stop);
        _owner.Page.ShouldContain("Bugsnag refuses the token of 1 project");
        await _owner.OpensAsync($"/projects/{watch}", Stop);
        (await _owner.SendsAsync($"/projects/{watch}/token/remove", Stop)).ShouldBe(HttpStatusCode.Found);
        (await ReadAsync("select count(*) || '' from source_tokens")).ShouldBe("0");
        (await WritesAsync("C2")).ShouldNotContain("pending");
    }

    private Task<HttpStatusCode> TokenAsync(string watch, string token) =>
        _owner.SendsAsync($"/projects/{watch}/token", Stop, ("token", token));

    private async Task<string> AddAsync()
    {
        (await _owner.OpensAsync("/projects/new", Stop)).ShouldBe(HttpStatusCode.OK);
        (await SaveAsync(watch: null, "5", "")).ShouldBe(HttpStatusCode.OK);
        return Address();
    }

    private async Task<string> ChangeAsync(string watch)
    {
        await _owner.OpensAsync($"/projects/{watch}", Stop);
        (await _owner.SendsAsync($"/projects/{watch}/secret", Stop)).ShouldBe(HttpStatusCode.OK);
        return Address();
    }

    private Task<HttpStatusCode> SaveAsync(string? watch, string minutes, string addresses) =>
        _owner.SendsAsync(
            watch is null ? "/projects/new" : $"/projects/{watch}",
            Stop,
            ("name", "Shop"),
            ("person", "Eve"),
            ("phone", Eve),
            ("call_after", minutes),
            ("addresses", addresses)
        );

    private string Address()
    {
        var address = AddressExpression().Match(_owner.Page).Value;
        address.ShouldStartWith("https://scout.example.com/bugsnag/");
        return address;
    }

    private async Task<HttpStatusCode> PostsAsync(string address, string name, string? forwarded = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(Shop.Body(name));
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }

        using var outside = new HttpClient(_server.Server.CreateHandler());
        using var answer = await outside.SendAsync(request, Stop);
        await _server.SettleAsync(Stop);
        return answer.StatusCode;
    }

    private async Task<string> WritesAsync(string body)
    {
        await _server.AdvanceAsync(TimeSpan.FromSeconds(1), Stop); // the newest text is the one that comes last
        var path = $"/api/sandbox/phones/{Uri.EscapeDataString(Eve)}/text";
        using var answer = await _outside.PostAsJsonAsync(path, new { body }, Stop);
        answer.EnsureSuccessStatusCode();
        await _server.AdvanceAsync(TimeSpan.FromSeconds(1), Stop);
        return await TextsAsync();
    }

    /// <summary>The newest text on the telephone.</summary>
    private Task<string> TextsAsync() =>
        ReadAsync("select body from sandbox_texts where from_phone = 0 order by at desc, id desc limit 1");

    private async Task<string> ReadAsync(string sql) =>
        await _server.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql), Stop) ?? "";

    [GeneratedRegex("https://scout.example.com/bugsnag/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex AddressExpression();
}
