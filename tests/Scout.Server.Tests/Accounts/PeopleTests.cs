using System.Net;
using System.Text.RegularExpressions;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Accounts;

/// <summary>What an owner does for the others: invite, promote, help back in, remove.</summary>
public sealed partial class PeopleTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly ManualTime _time = new();
    private TestDatabase _database = null!;
    private ScoutServer _server = null!;
    private HttpClient _owner = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        _server = new ScoutServer(_time, _database.Settings);
        await _server.Database.WriteAsync(
            session =>
                session.ExecuteAsync("update accounts set name = 'Olga', password_hash = 'x' where id = 'owner'"),
            Stop
        );
        _owner = await SignedIn.AsAsync(_server, Viewer.OwnerId, Stop);
    }

    [Fact]
    public async Task Somebody_invited_makes_an_account_once_and_only_for_the_address_the_link_is_for()
    {
        var link = await LinkAsync("/people/invite", new KeyValuePair<string, string>("email", "ada@example.org"));
        using var ada = SignedIn.Nobody(_server);

        using var joined = await JoinAsync(ada, link, "other@example.org");

        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync("select email || ' ' || role from accounts where id <> 'owner'")).ShouldBe(
            "ada@example.org Member"
        );
        using var bo = SignedIn.Nobody(_server);
        using var late = await bo.GetAsync(link, Stop);
        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_member_is_no_owner()
    {
        using var ada = await SignedIn.AsAsync(_server, "ada", Stop);

        using var page = await ada.GetAsync("/people", Stop);
        using var act = await ada.SubmitAsync(
            "/account",
            "/people/role",
            [new("id", "ada"), new("role", "Owner")],
            Stop
        );

        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        act.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ReadAsync("select role from accounts where id = 'ada'")).ShouldBe("Member");
    }

    [Fact]
    public async Task A_link_for_a_new_password_opens_the_account_once_and_signs_the_lost_devices_out()
    {
        using var lost = await SignedIn.AsAsync(_server, "ada", Stop);
        var link = await LinkAsync("/people/recover", new KeyValuePair<string, string>("id", "ada"));
        using var ada = SignedIn.Nobody(_server);

        using var done = await ada.SubmitAsync(
            link,
            link,
            [new("email", "ada@example.org"), new("password", Password)],
            Stop
        );

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (
            await _server.Services.GetRequiredService<PasswordDoor>().TryAsync("ada@example.org", Password, Stop)
        ).ShouldBe("ada");
        using var gone = await lost.GetAsync("/account", Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var again = await ada.GetAsync(link, Stop);
        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_last_owner_stays_one_until_there_is_another()
    {
        using var ada = await SignedIn.AsAsync(_server, "ada", Stop);
        using var last = await PostAsync("/people/role", new("id", "owner"), new("role", "Member"));
        last.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var deleted = await _owner.SubmitAsync(
            "/account/delete",
            "/account/delete",
            [new("confirm", "Olga")],
            Stop
        );
        (await deleted.Content.ReadAsStringAsync(Stop)).ShouldContain("You are the last owner");

        using var made = await PostAsync("/people/role", new("id", "ada"), new("role", "Owner"));
        (await ReadAsync("select role from accounts where id = 'ada'")).ShouldBe("Owner");
        using var keyless = await PostAsync("/people/role", new("id", "owner"), new("role", "Member"));
        keyless.StatusCode.ShouldBe(HttpStatusCode.Conflict); // Ada has no way to sign in yet

        await _server.Database.WriteAsync(
            session => session.ExecuteAsync("update accounts set password_hash = 'x' where id = 'ada'"),
            Stop
        );
        using var free = await PostAsync("/people/role", new("id", "owner"), new("role", "Member"));
        free.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync("select role from accounts where id = 'owner'")).ShouldBe("Member");
    }

    [Fact]
    public async Task An_invitation_that_was_taken_back_opens_nothing()
    {
        var link = await LinkAsync("/people/invite", new KeyValuePair<string, string>("email", ""));
        var id = await ReadAsync("select id from invitations");
        using var back = await PostAsync("/people/take-back", new KeyValuePair<string, string>("id", id!));

        using var ada = SignedIn.Nobody(_server);
        using var answer = await ada.GetAsync(link, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("open", HttpStatusCode.OK)]
    [InlineData("invitation", HttpStatusCode.Forbidden)]
    public async Task Without_a_link_one_joins_only_where_that_is_open(string signUp, HttpStatusCode status)
    {
        await using var server = new ScoutServer(
            _time,
            [new("Scout:Data", Path.Combine(_database.Folder, signUp)), new("Scout:Accounts:SignUp", signUp)]
        );
        using var ada = SignedIn.Nobody(server);

        using var page = await ada.GetAsync("/join", Stop);

        page.StatusCode.ShouldBe(status);
        if (status is HttpStatusCode.OK)
        {
            using var joined = await JoinAsync(ada, "/join", "ada@example.org");
            joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
    }

    [Fact]
    public async Task A_person_with_an_account_takes_an_invitation_to_care()
    {
        await Seed.WatchAsync(_server.Database, "sam", _time.GetUtcNow(), Stop);
        var token = await _server.Database.WriteAsync(
            session =>
                session.InviteAsync(
                    new NewInvitation(InvitationKind.Care, Viewer.OwnerId, Watch: "sam", May: Grant.See),
                    _time.GetUtcNow()
                ),
            Stop
        );
        using var ada = await SignedIn.AsAsync(_server, "ada", Stop);

        using var taken = await ada.SubmitAsync($"/join/{token}", $"/join/{token}/accept", [], Stop);

        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync("select account_id || ' ' || may from carers")).ShouldBe("ada See");
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static Task<HttpResponseMessage> JoinAsync(HttpClient browser, string link, string email) =>
        browser.SubmitAsync(link, link, [new("name", "Ada"), new("email", email), new("password", Password)], Stop);

    private Task<HttpResponseMessage> PostAsync(string path, params KeyValuePair<string, string>[] fields) =>
        _owner.SubmitAsync("/people", path, fields, Stop);

    private async Task<string> LinkAsync(string path, params KeyValuePair<string, string>[] fields)
    {
        using var answer = await PostAsync(path, fields);
        return LinkExpression().Match(await answer.Content.ReadAsStringAsync(Stop)).Value;
    }

    private async Task<string?> ReadAsync(string sql) =>
        (await _server.Database.ReadAsync(session => session.ScalarAsync<object>(sql), Stop))?.ToString();

    [GeneratedRegex("/(join|recover)/[A-Za-z0-9_-]{43}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkExpression();
}
