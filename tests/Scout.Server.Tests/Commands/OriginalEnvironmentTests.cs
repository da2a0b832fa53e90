using System.Net;
using System.Net.Sockets;
using Scout.TestKit.Gateway;
using Scout.TestKit.Nightscout;
using Scout.TestKit.Twilio;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Commands;

/// <summary>The .env of the original Scout, with one person added, in a process of its own on the real clock.</summary>
public sealed class OriginalEnvironmentTests
{
    private const string Sam = "+14155550100";
    private const string Ada = "+14155550101";
    private const string Bo = "+14155550102";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_low_reading_calls_the_person_and_a_missed_call_texts_the_others()
    {
        await using var booth = await FakeVonage.StartAsync(TimeProvider.System, Stop, TimeSpan.FromSeconds(60));
        await using var nightscout = await FakeNightscout.StartAsync(TimeProvider.System);
        var port = FreePort();
        booth.Webhooks.Site = new Uri($"http://127.0.0.1:{port}");
        await using var scout = ScoutProcess.Start(
            "",
            $"""
            {DotEnv(booth)}
            SITE_URL=http://127.0.0.1:{port}
            PORT={port}
            WAIT_AFTER_CALL="120"
            NEXMO_FAILED_PING_SMS="60"
            SCOUT_NIGHTSCOUT_URL={nightscout.Address}
            SCOUT_ALLOW_PRIVATE_URLS=1
            SCOUT_NAME=Sam
            SCOUT_PHONE={Sam}
            SCOUT_EMERGENCY_CONTACT={Ada}
            SCOUT_EXTRA_CONTACTS={Bo}
            """,
            "Scout__Nightscout__PollEvery=00:00:01",
            "Scout__Nightscout__PollAt=00:00:00",
            "Scout__Nightscout__Push=false"
        );
        await scout.ListensAsync();

        nightscout.Root.Add(62, TimeProvider.System.GetUtcNow(), "SingleDown");
        var call = await booth.Phone(Sam).Rings();
        call.Said.ShouldContain("Sam");
        await call.DoesNotAnswer();
        await booth.Phone(Ada).GetsText("Sam", "62 mg/dL");
        await booth.Phone(Bo).GetsText("Sam", "62 mg/dL");

        await scout.SignalAsync("TERM");
        (await scout.EndsAsync()).ShouldBe(0, scout.Errors);
        booth.AssertNothingUnexpected();
        scout.Output.ShouldNotContain("4155550100");
        scout.Output.ShouldNotContain(" 62");
    }

    [Fact]
    public async Task A_test_call_is_followed_in_the_terminal()
    {
        await using var booth = await FakeVonage.StartAsync(TimeProvider.System, Stop, TimeSpan.FromSeconds(60));
        await using var scout = ScoutProcess.Start($"call-test {Sam}", DotEnv(booth));

        var call = await booth.Phone(Sam).Rings();
        await call.Answers();
        await call.HangsUp();

        (await scout.EndsAsync()).ShouldBe(0, scout.Errors);
        scout.Output.ShouldContain("vonage took it for +1…00.");
        scout.Output.ShouldContain("completed");
    }

    [Fact]
    public async Task The_names_of_bugglio_ring_by_Twilio()
    {
        await using var booth = await FakeTwilio.StartAsync(TimeProvider.System, Stop, TimeSpan.FromSeconds(60));
        await using var checks = ScoutProcess.Start("check", DotEnv(booth.Environment));
        await using var scout = ScoutProcess.Start($"call-test {Sam}", DotEnv(booth.Environment));

        await booth.Phone(Sam).Rings().Hears("Scout");

        (await scout.EndsAsync()).ShouldBe(0, scout.Output + scout.Errors);
        scout.Output.ShouldContain("twilio took it for +1…00.");
        (await checks.EndsAsync()).ShouldBe(0, checks.Errors);
        checks.Output.ShouldContain("twilio");
        checks.Output.ShouldContain("The credentials are accepted.");
        checks.Output.ShouldNotContain(FakeTwilio.AuthToken);
    }

    [Fact]
    public async Task A_gateway_is_checked_without_a_text_and_tried_with_one()
    {
        await using var booth = await FakeGateway.StartAsync(GatewayShape.Json, TimeProvider.System, Stop);
        string[] settings =
        [
            .. booth
                .SettingsOf("local")
                .Append(new("Scout:SiteUrl", "https://scout.example.com"))
                .Select(pair => $"{pair.Key.Replace(":", "__", StringComparison.Ordinal)}={pair.Value}"),
        ];
        await using var checks = ScoutProcess.Start("check", "", settings);
        await checks.EndsAsync();
        Flat(checks.Output).ShouldContain("It answers. Only a text or call shows whether it takes the credentials");
        checks.Output.ShouldNotContain(FakeGateway.Password);
        booth.Requests.ShouldBe(0);

        await using var rings = ScoutProcess.Start($"call-test {Sam} --by local", "", settings);
        (await rings.EndsAsync()).ShouldBe(1);
        rings.Errors.ShouldContain("There is no carrier local for calls; there are local.");

        await using var scout = ScoutProcess.Start($"call-test {Sam} --text --by local", "", settings);
        await booth.Phone(Sam).GetsText("Scout");
        (await scout.EndsAsync()).ShouldBe(0, scout.Errors);
        scout.Output.ShouldContain("local took it for +1…00.");

        await using var wrong = ScoutProcess.Start(
            "check",
            "",
            [.. settings, "Scout__Carriers__Gateways__0__Text__Body={\"to\": \"{to}\", \"text\": \"{txt}\"}"]
        );
        (await wrong.EndsAsync()).ShouldBe(1);
        Flat(wrong.Output)
            .ShouldContain("Scout__Carriers__Gateways__0__Text__Body: {txt} is no placeholder; there are {to}");
    }

    /// <summary>Without the line ends of a narrow terminal.</summary>
    private static string Flat(string output) =>
        string.Join(' ', output.Split([' ', '\r', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task The_env_of_bugglio_texts_errors_to_whoever_is_on_duty_and_understands_the_answer()
    {
        await using var booth = await FakeTwilio.StartAsync(TimeProvider.System, Stop, TimeSpan.FromSeconds(60));
        var port = FreePort();
        booth.Webhooks.Site = new Uri($"http://127.0.0.1:{port}");
        await using var scout = ScoutProcess.Start(
            "",
            $"""
            {DotEnv(booth.Environment)}
            SITE_URL=http://127.0.0.1:{port}
            PORT={port}
            ON_DUTY={Sam}
            FLASK_SECRET_KEY=anything
            """
        );
        await scout.ListensAsync();

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var body = new StringContent(
            """
            {"project":{"id":"p1","name":"shop"},"trigger":{"type":"firstException","message":"New unhandled error"},
             "error":{"errorId":"e1","exceptionClass":"Boom","message":"it broke"}}
            """
        );
        using var answer = await http.PostAsync(new Uri("/bugsnag", UriKind.Relative), body, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await booth.Phone(Sam).GetsText("New unhandled error on shop", "Boom: it broke");
        (await booth.Phone(Sam).Texts("C")).ShouldNotBeNull().ShouldContain("You closed it");

        await scout.SignalAsync("TERM");
        (await scout.EndsAsync()).ShouldBe(0, scout.Errors);
        scout.Output.ShouldNotContain("4155550100");
    }

    private static string DotEnv(FakeVonage booth) => DotEnv(booth.Environment);

    private static string DotEnv(IReadOnlyDictionary<string, string?> environment) =>
        string.Join('\n', environment.Select(pair => $"{pair.Key}=\"{pair.Value}\""));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
