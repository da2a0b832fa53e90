using System.Net;
using System.Text.Json;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Pages.Deliveries;
using Scout.Server.Tests.Api;
using Scout.Server.Tests.Pages;
using Scout.Server.Tests.Stories;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Deliveries;

/// <summary>Who was tried, through which carrier, every word about it, what it cost, and why nobody was reached.</summary>
public sealed class LedgerStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task Whoever_may_see_the_watch_reads_what_became_of_every_call_and_text(string engine)
    {
        await using var city = await City.StartAsync(engine);
        city.Bo.TextsFailWith = "1340";
        await SamIsMissedAsync(city);
        using var mia = await city.ScriptAsync("mia", "See");
        using var stranger = await city.ScriptAsync("stranger", may: null);

        var all = (await mia.ReadsAsync("/api/deliveries")).GetProperty("deliveries").EnumerateArray().ToList();
        all.Count.ShouldBe(3);
        var call = all.Single(one => one.GetProperty("channel").GetString() == "Call");
        call.GetProperty("state").GetString().ShouldBe("Missed");
        call.GetProperty("why").GetString().ShouldBe("The phone rang, and nobody picked up.");
        call.GetProperty("about").GetString().ShouldBe("Sam is low");
        call.GetProperty("said").GetString()!.ShouldContain("62");
        Statuses(call).ShouldBe(["Accepted", "Ringing", "NotReached"]);
        var missed = await mia.ReadsAsync("/api/deliveries?outcome=not-reached&limit=1");
        var next = missed.GetProperty("next").GetString();
        missed.GetProperty("deliveries").GetArrayLength().ShouldBe(1);
        var other = await mia.ReadsAsync($"/api/deliveries?outcome=not-reached&before={next}");
        other.GetProperty("deliveries").GetArrayLength().ShouldBe(1);
        other.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        (await mia.ReadsAsync("/api/deliveries?outcome=reached"))
            .GetProperty("deliveries")[0]
            .GetProperty("tries")[0]
            .GetProperty("cost")
            .GetProperty("amount")
            .GetString()
            .ShouldBe("0.0333");

        (await stranger.ReadsAsync("/api/deliveries")).GetProperty("deliveries").GetArrayLength().ShouldBe(0);
        (await stranger.ReadsAsync("/api/deliveries/costs")).GetProperty("months").GetArrayLength().ShouldBe(0);
        using var nobody = await Visitor.ComesAsync(city.Server, "stranger");
        (await nobody.SeesAsync("/deliveries.csv")).TrimEnd().Split('\n').Length.ShouldBe(1);
        using var bad = await mia.GetAsync("/api/deliveries?outcome=perhaps", Stop);
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task Costs_are_added_up_by_month_carrier_and_currency(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await SamIsMissedAsync(city);
        await city.WaitsAsync(TimeSpan.FromSeconds(120));
        await (await city.Sam.Rings().Presses("1")).HangsUp();
        await city.SettleAsync();
        await city.Ada.GetsText("taken");
        await city.Bo.GetsText("taken");
        var now = city.Time.GetUtcNow();
        await city.Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update attempts set currency = 'USD' where delivery_id in (
                        select id from deliveries where purpose = 'TakenBy' and phone = @AdaNumber);
                    update attempts set sent_at = @before where delivery_id in (
                        select id from deliveries where purpose = 'TakenBy' and phone = @BoNumber);
                    update deliveries set created_at = @before where purpose = 'TakenBy' and phone = @BoNumber
                    """,
                    new
                    {
                        City.AdaNumber,
                        City.BoNumber,
                        before = now.AddMonths(-1).ToUnixTimeMilliseconds(),
                    }
                ),
            Stop
        );
        using var owner = await city.ScriptAsync("owner", may: null);

        var months = (await owner.ReadsAsync("/api/deliveries/costs")).GetProperty("months").EnumerateArray();

        var (month, earlier) = ($"{now:yyyy-MM}", $"{now.AddMonths(-1):yyyy-MM}");
        months
            .Select(one =>
                (
                    one.GetProperty("month").GetString(),
                    one.GetProperty("carrier").GetString(),
                    one.GetProperty("count").GetInt32(),
                    one.GetProperty("sum").GetProperty("amount").GetString(),
                    one.GetProperty("sum").GetProperty("currency").GetString()
                )
            )
            .ShouldBe([
                (month, "vonage", 3, "0.0766", "EUR"), // a call of 0.0100, two texts of 0.0333
                (month, "vonage", 1, "0.0333", "USD"),
                (earlier, "vonage", 1, "0.0333", "EUR"),
            ]);
        using var visitor = await Visitor.ComesAsync(city.Server);
        var page = await visitor.SeesAsync("/deliveries");
        page.ShouldContain("The phone rang, and nobody picked up.");
        page.ShouldContain("Cost: 0.01 EUR");
        page.ShouldContain("0.0766 EUR");
    }

    [Fact]
    public async Task An_answer_is_read_by_whom_it_is_for_alone()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        await city.Ada.Texts("status");
        await city.SettleAsync();
        await city.Ada.GetsText("Sam");
        using var visitor = await Visitor.ComesAsync(city.Server);
        using var ada = await city.ScriptAsync("ada", may: null);
        await city.Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update accounts set contact_id = (select id from contacts where phone = @AdaNumber)
                    where id = 'ada'
                    """,
                    new { City.AdaNumber }
                ),
            Stop
        );

        (await visitor.SeesAsync("/deliveries")).ShouldContain("What was answered is for");
        var hers = (await ada.ReadsAsync("/api/deliveries")).GetProperty("deliveries")[0];
        hers.GetProperty("purpose").GetString().ShouldBe("Answer");
        hers.GetProperty("said").GetString()!.ShouldContain("Sam");
    }

    [Fact]
    public async Task A_table_of_many_is_whole_and_runs_nothing_in_a_spreadsheet()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(120);
        await city.Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update contacts set name = '=HYPERLINK("https://x.example")' where phone = @AdaNumber;
                    insert into deliveries (
                        id, watch_id, contact_id, phone, channel, purpose, round, step, severity, facts, state, said,
                        not_before, expires_at, created_at, finished_at)
                    with recursive k (i) as (select 1 union all select i + 1 from k where i < 1203)
                    select 'd' || i, w.id, c.id, c.phone, 'Text', 'Alert', 1, 1, 'Urgent',
                           '{"about":"Sam","rule":"Low","severity":"Urgent","since":"2026-03-01T00:00:00Z"}',
                           'Missed', 'undelivered: 30003', 0, 0, 1000 * (i / 7), 1000
                    from k, watches w, contacts c
                    where w.kind <> 'self' and c.phone = @AdaNumber
                    """,
                    new { City.AdaNumber }
                ),
            Stop
        );
        using var owner = await Visitor.ComesAsync(city.Server);

        var lines = (await owner.SeesAsync("/deliveries.csv")).TrimEnd().Split("\r\n");

        lines.Length.ShouldBe(1204);
        lines.Skip(1).Select(line => line.Split(',')[0]).Distinct().Count().ShouldBe(1203);
        lines[1].ShouldContain("\"'=HYPERLINK(\"\"https://x.example\"\")\"");
        lines[1].ShouldContain("The phone was off or out of reach.");
        (await owner.SeesAsync("/deliveries.csv?outcome=reached")).TrimEnd().Split('\n').Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("Call", "Missed", "voicemail", "A voicemail picked up")]
    [InlineData("Call", "Missed", "unanswered: timeout (SIP 480)", "nobody picked up")]
    [InlineData("Call", "Missed", "rejected: declined", "declined on the phone")]
    [InlineData("Call", "Missed", "rejected: invalid_number", "does not exist")]
    [InlineData("Call", "Missed", "busy (SIP 486)", "line was busy")]
    [InlineData("Call", "Missed", "12 calls in the last hour", "12 times within an hour")]
    [InlineData("Call", "Refused", "number not verified", "not been verified")]
    [InlineData("Text", "Missed", "has asked for no more texts", "Ada has asked")]
    [InlineData("Text", "Missed", "undelivered: 30006", "landline")]
    [InlineData("Text", "Missed", "undeliverable: 1340", "code is 1340")]
    [InlineData("Text", "Missed", "a word of tomorrow", "\"a word of tomorrow\"")]
    [InlineData("Text", "Cancelled", "dealt with", "taken care of")]
    [InlineData("Text", "Delivered", "delivered", null)]
    [InlineData("Call", "Ringing", "", null)]
    public void Why_somebody_was_not_reached_is_one_plain_sentence(
        string channel,
        string state,
        string word,
        string? says
    )
    {
        var card = new DeliveryCard(
            "d",
            Alert: null,
            "Sam is low",
            "c",
            "Ada",
            Enum.Parse<Channel>(channel),
            Purpose.Alert,
            Enum.Parse<DeliveryState>(state),
            word,
            DateTimeOffset.UnixEpoch,
            "",
            []
        );

        var why = WhyText.Of(card);

        if (says is null)
        {
            why.ShouldBeNull();
        }
        else
        {
            why!.ShouldContain(says);
        }
    }

    private static async Task SamIsMissedAsync(City city)
    {
        await city.ReadsAsync(62, "SingleDown");
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Ada.GetsText("62");
        await city.Bo.GetsText("62");
        await city.SettleAsync();
    }

    private static string?[] Statuses(JsonElement delivery) =>
        [
            .. delivery
                .GetProperty("tries")[0]
                .GetProperty("statuses")
                .EnumerateArray()
                .Select(status => status.GetProperty("status").GetString()),
        ];
}
