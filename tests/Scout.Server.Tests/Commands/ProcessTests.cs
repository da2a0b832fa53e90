using System.Net;
using System.Net.Sockets;
using Scout.TestKit.Bugsnag;

namespace Scout.Server.Tests.Commands;

/// <summary>The program as a person, a service manager or a container meets it.</summary>
public sealed class ProcessTests
{
    private const string AnyPort = "PORT=0";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_stop_signal_ends_it_with_0(string signal)
    {
        await using var scout = ScoutProcess.Start("", null, AnyPort);
        using var client = new HttpClient { BaseAddress = await scout.ListensAsync() };
        (await client.GetStringAsync("/health/live", Stop)).ShouldBe("alive\n");

        await scout.SignalAsync(signal);

        (await scout.EndsAsync()).ShouldBe(0, scout.Errors);
        scout.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_settings_stop_the_start_with_one_sentence_each_under_the_names_they_were_written()
    {
        await using var scout = ScoutProcess.Start(
            "--Scout:Escalation:RingFor=00:00:01",
            """
            WAIT_AFTER_CALL=soon
            NEXMO_PRIVATE_KEY=./nowhere.key
            NEXMO_APPLICATION_ID=7d1ac4a5-3b5e-4b57-8d0b-7a8a4d1f2c11
            NEXMO_NUMBER=14155550199
            this line says nothing
            """,
            "PORT=many",
            "Scout__Escalation__CallsPerHour=99",
            "TIMEZONE_NAME=Mars/Olympus",
            "SCOUT_UNITS=stone"
        );

        (await scout.EndsAsync()).ShouldBe(1);

        var lines = scout.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldContain("WAIT_AFTER_CALL: 'soon' is not a whole number.");
        lines.ShouldContain("PORT: 'many' is not a port between 0 and 65535.");
        lines.ShouldContain("SCOUT_UNITS: 'stone' is neither mg/dL nor mmol/L.");
        lines.ShouldContain(".env, line 5: this is not NAME=value.");
        lines.ShouldContain("Scout__Escalation__CallsPerHour must be between 1 and 60.");
        lines.ShouldContain("--Scout:Escalation:RingFor must be between 00:00:10 and 00:02:00.");
        lines.ShouldContain("TIMEZONE_NAME: 'Mars/Olympus' is not a time zone; it should look like Europe/Berlin.");
        lines.Count(line => line.StartsWith("NEXMO_PRIVATE_KEY ", StringComparison.Ordinal)).ShouldBe(1);
        lines.Length.ShouldBe(8, scout.Errors);
        scout.Errors.ShouldNotContain(" at Scout.");
    }

    [Fact]
    public async Task A_half_declared_person_stops_the_start()
    {
        await using var scout = ScoutProcess.Start(
            "",
            """
            SCOUT_PHONE=4155550100
            SCOUT_EXTRA_CONTACTS=+14155550101,+14155550102,+14155550103,+14155550104,+14155550105,+14155550106
            SCOUT_LOW=250
            """
        );

        (await scout.EndsAsync()).ShouldBe(1);

        var lines = scout.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldBe([
            "SCOUT_NIGHTSCOUT_URL is missing: there is somebody to call, and nothing to watch.",
            "SCOUT_PHONE: A phone number starts with + and the country code, for example +14155550100.",
            "SCOUT_EXTRA_CONTACTS: 6 numbers are too many; Scout texts the emergency contact and up to five more.",
            "SCOUT_LOW: the limits must rise from SCOUT_URGENT_LOW over SCOUT_LOW to SCOUT_HIGH.",
        ]);
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_in_a_sentence()
    {
        await using var scout = ScoutProcess.Start("", null, "SCOUT_DATABASE=postgres://nobody@127.0.0.1:1/none");

        (await scout.EndsAsync()).ShouldBe(1);

        scout.Errors.ShouldStartWith("The database (SCOUT_DATABASE) does not answer");
        scout.Errors.ShouldNotContain(" at ");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var scout = ScoutProcess.Start("", null, $"ASPNETCORE_URLS=http://127.0.0.1:{port}");

        (await scout.EndsAsync()).ShouldBe(1);

        scout.Errors.ShouldContain("choose another address with PORT");
        scout.Errors.ShouldNotContain(" at Microsoft.");
    }

    [Fact]
    public async Task A_word_that_is_no_command_starts_nothing()
    {
        await using var scout = ScoutProcess.Start("srve");

        (await scout.EndsAsync()).ShouldBe(1);

        scout.Errors.ShouldBe("'srve' is neither a command nor a setting (--name=value).\n");
    }

    [Fact]
    public async Task Migrate_brings_the_tables_up_to_date_and_may_be_repeated()
    {
        await using var scout = ScoutProcess.Start("migrate");
        (await scout.EndsAsync()).ShouldBe(0, scout.Errors);
        scout.Output.ShouldContain("The tables are up to date.");

        await using var again = scout.Beside("migrate");
        (await again.EndsAsync()).ShouldBe(0, again.Errors);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_and_healthcheck_asks_the_first()
    {
        await using var scout = ScoutProcess.Start("serve", null, AnyPort);
        var address = await scout.ListensAsync();

        await using var second = scout.Beside("serve", AnyPort);
        (await second.EndsAsync()).ShouldBe(1);
        second.Errors.ShouldNotBeEmpty();
        second.Errors.ShouldNotContain(" at Scout.");

        await using var check = scout.Beside("healthcheck", $"PORT={address.Port}");
        (await check.EndsAsync()).ShouldBe(0, check.Errors);
        check.Output.ShouldContain("ready");
    }

    [Theory]
    // .env, environment, command line, the address that counts
    [InlineData("", "", "", "http://localhost:5080/")]
    [InlineData("PORT=1", "", "", "http://localhost:1/")]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:1", "", "", "http://127.0.0.1:1/")]
    [InlineData("PORT=1", "PORT=2", "", "http://localhost:2/")]
    [InlineData("PORT=1", "PORT=", "", "http://localhost:1/")]
    [InlineData("PORT=1", "ASPNETCORE_URLS=http://127.0.0.1:2", "", "http://127.0.0.1:2/")]
    [InlineData("urls=http://127.0.0.1:1", "PORT=2", "", "http://localhost:2/")]
    [InlineData("PORT=1", "PORT=2", "--urls=http://127.0.0.1:3", "http://127.0.0.1:3/")]
    [InlineData("PORT=1", "PORT=2", "--PORT=3", "http://localhost:3/")]
    public async Task The_later_source_of_a_setting_wins_under_either_name(
        string dotEnv,
        string environment,
        string arguments,
        string address
    )
    {
        await using var check = ScoutProcess.Start(
            $"healthcheck {arguments}",
            dotEnv,
            [.. new[] { environment }.Where(pair => pair.Length > 0)]
        );

        await check.EndsAsync();

        // Usually nobody is there; on a developer's machine somebody may be.
        (check.Output + check.Errors).ShouldContain(address);
    }

    [Fact]
    public async Task Check_says_what_fails_and_ends_with_1()
    {
        await using var check = ScoutProcess.Start(
            "check",
            """
            SCOUT_NIGHTSCOUT_URL=http://127.0.0.1:1
            SCOUT_NIGHTSCOUT_TOKEN=a-secret-nobody-may-see
            SCOUT_PHONE=+14155550100
            SCOUT_ALLOW_PRIVATE_URLS=1
            """
        );

        (await check.EndsAsync()).ShouldBe(1, check.Errors);

        check.Output.ShouldContain("FAILED");
        check.Output.ShouldNotContain("a-secret-nobody-may-see");
        check.Output.ShouldNotContain("4155550100");
    }

    [Theory]
    [InlineData(FakeBugsnag.Token, "Bugsnag takes its token")]
    [InlineData("a-token-that-is-no-more-valid", "Bugsnag refuses its token")]
    public async Task Check_asks_Bugsnag_whether_it_takes_the_token(string token, string says)
    {
        await using var bugsnag = await FakeBugsnag.StartAsync(TimeProvider.System, Stop);
        string[] settings =
        [
            "ON_DUTY=+14155550100",
            $"BUGSNAG_API_URL={bugsnag.Url}",
            $"Scout__Bugsnag__ApiToken={token}",
        ];
        await using var check = ScoutProcess.Start("check", "", settings);

        var code = await check.EndsAsync();

        var said = string.Join(' ', check.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        said.ShouldContain(says);
        said.ShouldContain("Everybody may send errors");
        check.Output.ShouldNotContain(token);
        code.ShouldBe(token == FakeBugsnag.Token ? 0 : 1, check.Output);
    }

    [Fact]
    public async Task Replay_prints_what_would_have_rung_beside_the_original()
    {
        await using var nothing = ScoutProcess.Start("replay nowhere.csv");
        (await nothing.EndsAsync()).ShouldBe(1);
        nothing.Errors.ShouldStartWith("There is no file");

        var lines = Enumerable.Range(0, 60).Select(i => $"{i * 5},{(i is > 20 and < 30 ? 62 : 110)}");
        await File.WriteAllTextAsync(
            Path.Combine(nothing.Folder, "night.csv"),
            "minutes_since_start,mgdl\n" + string.Join('\n', lines),
            Stop
        );
        await using var replay = nothing.Beside("replay night.csv");
        (await replay.EndsAsync()).ShouldBe(0, replay.Errors);
        replay.Output.ShouldContain("60 readings");
        replay.Output.ShouldContain("the original tutorial");
        replay.Output.ShouldContain("62 mg/dL");
    }

    [Theory]
    [InlineData("call-test 911", "Scout does not call emergency numbers.")]
    [InlineData("call-test +14155550100", "There is no carrier that reaches a real phone.")]
    public async Task A_test_call_needs_a_number_and_a_carrier(string arguments, string sentence)
    {
        await using var test = ScoutProcess.Start(arguments);

        (await test.EndsAsync()).ShouldBe(1);

        test.Errors.ShouldStartWith(sentence);
    }
}
