using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.StaticAssets;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Watches;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Routes;

/// <summary>All routes, each tried by those who may not use it. A route that nobody wrote into the table fails.</summary>
public sealed partial class RouteTests : IAsyncLifetime
{
    private const string Watch = "w1";
    private const string Contact = "w1-other1";
    private const string Roster = "r1";

    private ScoutServer _server = null!;
    private TestDatabase _database = null!;
    private string _alert = "";
    private long _series;
    private long _device;
    private string _network = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
        _server = new ScoutServer(
            new ManualTime(),
            [
                .. _database.Settings,
                new("Scout:Vonage:ApiKey", FakeVonage.ApiKey),
                new("Scout:Vonage:ApplicationId", FakeVonage.ApplicationId),
                new("Scout:Vonage:PrivateKey", FakeVonage.PrivateKeyPem),
                new("Scout:Vonage:Number", FakeVonage.Number),
                new("Scout:Vonage:SignatureSecret", FakeVonage.SignatureSecret),
                new("Scout:Carriers:Gateways:0:Text:Url", "https://sms.example.com/send?to={to}&text={text}"),
            ]
        );
        var now = _server.Time.GetUtcNow();
        await Seed.WatchAsync(_server.Database, Watch, now, Stop);
        var low = new Reading(now, 55, Trend.FallingFast, now);
        _series = await Seed.ReadingsAsync(_server.Database, Watch, [low], Stop);
        await _server
            .Services.GetRequiredService<Turn>()
            .TakeAsync(Watch, new WatchInput.ReadingsArrived([low with { At = now.AddSeconds(1) }]), Stop);
        await Seed.RosterAsync(_server.Database, Roster, [Contact], now, Stop);
        _device = await Seed.DeviceAsync(_server.Database, Viewer.OwnerId, "A1", now, Stop);
        _network = (
            await _server.Database.ReadAsync(
                session => session.FirstOrDefaultAsync<string>("select id from networks limit 1"),
                Stop
            )
        )!;
        _alert = (
            await _server.Database.ReadAsync(
                session => session.FirstOrDefaultAsync<string>("select id from alerts limit 1"),
                Stop
            )
        )!;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Every_route_is_in_the_table_and_every_line_of_the_table_is_a_route()
    {
        var mapped = _server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint => endpoint.RoutePattern.RawText is not "{**path:file}") // assets again, unpublished
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method =>
                    $"{method} /{endpoint.RoutePattern.RawText?.Trim('/')}"
                )
            )
            .ToHashSet(StringComparer.Ordinal);
        var known = RouteTable.All.Select(route => route.ToString()).ToHashSet(StringComparer.Ordinal);

        mapped.Except(known, StringComparer.Ordinal).ShouldBeEmpty("not in the table");
        known.Except(mapped, StringComparer.Ordinal).ShouldBeEmpty("in the table only");
    }

    /// <summary>Handlers that differ in nothing but the names of their parameters have been taken for one another.</summary>
    [Fact]
    public void Every_handler_is_given_the_parameters_that_it_names()
    {
        var endpoints = _server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IParameterBindingMetadata>() is not null)
            .ToArray();
        endpoints.Length.ShouldBeGreaterThan(50);
        foreach (var endpoint in endpoints)
        {
            var named = endpoint.Metadata.GetMetadata<MethodInfo>()!.GetParameters().Select(one => one.Name!);
            var given = endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Select(one => one.Name);
            given.ShouldBe(named, ignoreOrder: true, endpoint.DisplayName);
        }
    }

    [Fact]
    public async Task Nobody_gets_past_the_door()
    {
        using var browser = SignedIn.Nobody(_server);
        using var script = _server.CreateDefaultClient();
        foreach (var route in RouteTable.All.Where(route => route.Who is Who.SignedIn or Who.Owner))
        {
            using var shown = await browser.SendAsync(Request(route), Stop);
            using var told = await script.SendAsync(Request(route), Stop);

            if (route.Pattern.StartsWith("/api/", StringComparison.Ordinal))
            {
                shown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
            }
            else
            {
                shown.StatusCode.ShouldBe(HttpStatusCode.Redirect, route.ToString());
                shown.Headers.Location!.OriginalString.ShouldStartWith("/login");
            }

            told.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
        }
    }

    [Fact]
    public async Task A_member_gets_nothing_that_is_the_owners()
    {
        using var mallory = await SignedIn.AsAsync(_server, "mallory", Stop);
        var token = await TokenAsync(mallory);
        foreach (var route in RouteTable.All.Where(route => route.Who is Who.Owner))
        {
            using var answer = await mallory.SendAsync(Request(route, token), Stop);

            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task What_is_not_yours_is_not_there()
    {
        using var mallory = await SignedIn.AsAsync(_server, "mallory", Stop);
        var token = await TokenAsync(mallory);
        var before = await StateAsync();
        foreach (var route in RouteTable.All.Where(route => route is { Who: Who.SignedIn, IsAboutSomething: true }))
        {
            using var answer = await mallory.SendAsync(Request(route, token), Stop);

            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, route.ToString());
        }

        (await StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Nothing_changes_unless_the_person_meant_it()
    {
        using var owner = await SignedIn.AsAsync(_server, "owner", Stop);
        owner.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        owner.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        var before = await StateAsync();
        foreach (var route in RouteTable.All.Where(route => route.Changes))
        {
            using var answer = await owner.SendAsync(Request(route), Stop);

            ((int)answer.StatusCode).ShouldBeInRange(400, 429, route.ToString());
        }

        (await StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Every_page_opens_for_the_owner()
    {
        // Somebody who joined and signed out again everywhere: nothing is known of them but the account.
        await _server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into accounts (id, role, name, language, unit, zone, created_at)
                    values ('gone', 'Member', 'Gone', 'en', 'MgDl', 'UTC', @now)
                    """,
                    new { now = _server.Time.GetUtcNow().ToUnixTimeMilliseconds() }
                ),
            Stop
        );
        using var owner = await SignedIn.AsAsync(_server, "owner", Stop);
        foreach (
            var route in RouteTable.All.Where(route =>
                route is { Method: "GET", Pattern: not ("/api/live" or "/graph/-/live") }
            )
        )
        {
            using var answer = await owner.SendAsync(Request(route), Stop);

            answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, route.ToString());
        }
    }

    [Fact]
    public async Task A_wrong_secret_changes_nothing_and_breaks_nothing()
    {
        using var stranger = SignedIn.Nobody(_server);
        var before = await StateAsync();
        foreach (var route in RouteTable.All.Where(route => route.Who is Who.Secret))
        {
            using var answer = await stranger.SendAsync(Request(route), Stop);

            answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, route.ToString());
        }

        (await StateAsync()).ShouldBe(before);
    }

    /// <summary>To something that is really there, and the owner's.</summary>
    private HttpRequestMessage Request(KnownRoute route, string? token = null)
    {
        var path = Place().Replace(route.Pattern, place => Something(place.Groups["name"].Value, route.Pattern));
        var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (IsForScripts(route) && route.Method is not "GET")
        {
            request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
            request.Headers.Add("X-Scout-Form", token ?? "");
        }
        else if (route.Method is not "GET")
        {
            request.Content = new FormUrlEncodedContent(
                token is null ? [] : [KeyValuePair.Create("__RequestVerificationToken", token)]
            );
        }

        return request;
    }

    /// <summary>They take JSON; the sandbox's telephones take forms as well.</summary>
    private static bool IsForScripts(KnownRoute route) =>
        route.Pattern.StartsWith("/api/", StringComparison.Ordinal)
        && !route.Pattern.StartsWith("/api/sandbox/", StringComparison.Ordinal);

    private string Something(string name, string pattern) =>
        name switch
        {
            "id" when pattern.StartsWith("/api/series/", StringComparison.Ordinal) => $"{_series}",
            "id" when pattern.Contains("/alerts/", StringComparison.Ordinal) => _alert,
            "id" when pattern.Contains("/contacts/", StringComparison.Ordinal) => Contact,
            "id" when pattern.Contains("/on-call/", StringComparison.Ordinal) => Roster,
            "id" or "watch" => Watch,
            "series" => $"{_series}",
            "device" => $"{_device}",
            "network" => _network,
            "place" => "1",
            "number" => Uri.EscapeDataString(Seed.Phone),
            "act" when pattern.Contains("/alerts/", StringComparison.Ordinal) => "acknowledge",
            "act" => "answer",
            _ => "unknown",
        };

    /// <summary>What a stranger must not change.</summary>
    private Task<string?> StateAsync() =>
        _server.Database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    """
                    select (select count(*) from contacts) || ' ' || (select count(*) from watches) || ' '
                        || (select max(generation) from alerts) || ' ' || (select count(*) from ledger) || ' '
                        || (select count(*) from deliveries) || ' ' || (select count(*) from watch_contacts) || ' '
                        || (select sum(version) from rosters) || ' ' || (select count(*) from changes) || ' '
                        || (select count(*) from devices) || ' ' || (select count(*) from downlinks) || ' '
                        || (select max(state || name) from devices) || ' ' || (select count(*) from arrivals) || ' '
                        || (select count(*) from carers) || ' ' || (select count(*) from invitations)
                    """
                ),
            Stop
        );

    private static async Task<string> TokenAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(new Uri("/settings", UriKind.Relative), Stop);
        return Token().Match(page).Groups["value"].Value;
    }

    [GeneratedRegex("""\{(?<name>\w+)[^}]*\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
