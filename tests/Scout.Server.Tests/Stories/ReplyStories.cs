using Scout.Core.Alerts;
using Scout.Server.Replies;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Stories;

/// <summary>People answer by text. Ada is Sam's emergency contact, and the person of Kim's watch.</summary>
public sealed class ReplyStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Rule", "TEL-7")]
    [Trait("Rule", "OC-17")]
    [Trait("Rule", "OC-18")]
    [InlineData(
        "en",
        "ok",
        "is low",
        "reply A1",
        "Which one?",
        "ack #2",
        "You have taken it until",
        "You need not act"
    )]
    [InlineData("es", "visto", "glucosa baja", "responda A1", "¿Cual?", "visto 2", "Usted se encarga", "No tiene que")]
    [InlineData("de", "gesehen", "niedrig", "antwort A1", "Welcher?", "2a", "Sie haben es", "Sie müssen nichts")]
    [InlineData("fr", "vu", "glycémie basse", "répondez A1", "Laquelle?", "vu 2", "Vous vous en", "Vous n'avez rien")]
    [InlineData("pt", "ciente", "glicose baixa", "responda A1", "Qual deles?", "a2", "Voce assumiu", "Nao precisa")]
    public async Task Two_alerts_are_open_and_a_text_with_a_code_takes_one(
        string language,
        string bare,
        string low,
        string hint,
        string which,
        string coded,
        string taken,
        string rest
    )
    {
        await using var city = await City.StartAsync(settings: [new("Scout:Language", language)]);
        await city.BothAreLowAsync(language, low, hint);

        await city.Ada.Texts(bare);
        await city.SettleAsync();
        await city.Ada.GetsText(which, "1 Sam", "2 Kim");
        (await HeldAsync(city)).ShouldBeEmpty();

        await city.Ada.Texts(coded);
        await city.SettleAsync();
        await city.Ada.GetsText("2 Kim", taken);
        (await HeldAsync(city)).ShouldBe(["kim-person"]);

        await city.Ada.Texts("1a");
        await city.SettleAsync();
        await city.Ada.GetsText("1 Sam", taken);
        await city.Sam.GetsText("Sam", rest);
        await city.Bo.GetsText("Sam", rest);
        (await HeldAsync(city)).Length.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "TEL-39")]
    [Trait("Rule", "OC-17")]
    public async Task Every_word_is_answered_with_what_follows(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await city.BothAreLowAsync();

        (await AsksAsync(city, "l")).ShouldStartWith("1 Sam, low: Nobody has taken it yet.\n2 Kim, low: Nobody");
        (await AsksAsync(city, "bg")).ShouldContain("Kim: 61 mg/dL");
        (await AsksAsync(city, "who")).ShouldContain("Sam: Scout calls Sam, then texts");
        (await AsksAsync(city, "take")).ShouldContain("no duty roster");
        (await AsksAsync(city, "a7")).ShouldStartWith("There is no alert 7.");
        (await AsksAsync(city, "c2")).ShouldContain("cannot be closed");
        (await AsksAsync(city, "s2 30m")).ShouldStartWith("2 Kim, low: Snoozed until ");
        (await AsksAsync(city, "thanks!")).ShouldStartWith("Scout did not understand that.");
        (await AsksAsync(city, "e2")).ShouldContain("Passed on");
        city.Booth.ForgetEverything();
    }

    [Fact]
    [Trait("Rule", "OC-18")]
    public async Task A_late_reply_learns_that_it_is_over()
    {
        await using var city = await City.StartAsync();
        await city.BothAreLowAsync();
        for (var n = 0; n < 3; n++)
        {
            await city.WaitsAsync(TimeSpan.FromMinutes(4));
            city.Nightscout.Site(1).Add(110 + n, city.Time.GetUtcNow());
            await city.ReadsAsync(112 + n);
        }

        city.Booth.ForgetEverything();

        (await AsksAsync(city, "2a")).ShouldStartWith("2 Kim, low: It ended at ");
        (await AsksAsync(city, "a")).ShouldContain("ended at");
    }

    [Fact]
    [Trait("Rule", "OC-21")]
    [Trait("Rule", "TEL-7")]
    public async Task Stop_is_obeyed_and_the_team_is_told_and_start_takes_it_back()
    {
        await using var city = await City.StartAsync();

        await city.Ada.Texts("Stop");
        await city.SettleAsync();
        await city.Sam.GetsText("asked Scout for no more texts");
        await city.Bo.GetsText("asked Scout for no more texts");

        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        await city.Bo.GetsText("62 mg/dL");
        await city.Ada.Rings().Hears("62").HangsUp(); // no text: that was her wish

        await city.Ada.Texts("START");
        await city.SettleAsync();
        await city.Ada.GetsText("again");
        await city.Sam.GetsText("again");
        await city.Bo.GetsText("again");
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "OC-17")]
    [Trait("Rule", "OC-22")]
    [Trait("Rule", "TEL-39")]
    public async Task A_text_acts_once_and_machines_that_answer_each_other_stop(string engine)
    {
        await using var city = await City.StartAsync(engine);
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        city.Booth.ForgetEverything();
        var texts = city.Server.Services.GetRequiredService<InboundTexts>();

        var answers = new List<string?>();
        for (var n = 0; n < 8; n++)
        {
            answers.Add(await texts.TakeAsync(InBand($"loop{n}", City.AdaNumber, "I am away until Monday"), Stop));
        }

        answers.Count(answer => answer is not null).ShouldBe(5);

        var first = await texts.TakeAsync(InBand("same", City.AdaNumber, "A"), Stop);
        var second = await texts.TakeAsync(InBand("same", City.AdaNumber, "A"), Stop);
        first.ShouldNotBeNull("an act is always answered").ShouldContain("You have taken it until");
        second.ShouldBe(first);
        (await city.LedgerAsync()).Count(entry => entry is LedgerEntry.Acknowledged).ShouldBe(1);
        await city.SettleAsync();
        city.Booth.ForgetEverything();
    }

    [Fact]
    [Trait("Rule", "OC-22")]
    [Trait("Rule", "TEL-39")]
    public async Task A_stranger_learns_nothing_and_changes_nothing()
    {
        await using var city = await City.StartAsync();
        await city.ReadsAsync(62);
        await city.Sam.Rings().DoesNotAnswer();
        await city.SettleAsync();
        city.Booth.ForgetEverything();
        var before = await ActsAsync(city);
        var texts = city.Server.Services.GetRequiredService<InboundTexts>();

        var answers = new List<string?>();
        foreach (var (n, body) in "A|L|A1|bg|who|hello|s 2h".Split('|').Index())
        {
            answers.Add(await texts.TakeAsync(InBand($"x{n}", "+14155559999", body), Stop));
        }

        answers.Take(5).ShouldAllBe(answer => answer == InboundTexts.CalmLine);
        answers.Skip(5).ShouldAllBe(answer => answer == null);
        await city.Booth.Phone("+14155559998").Texts("A"); // by a carrier that hands no answer over: silence
        (await texts.TakeAsync(InBand("own", City.AdaNumber, "L") with { To = City.AdaNumber }, Stop)).ShouldBeNull();
        await city.SettleAsync();
        (await ActsAsync(city)).ShouldBe(before);
    }

    [Fact]
    [Trait("Rule", "OC-17")]
    public async Task A_number_that_somebody_gave_up_takes_nothing_any_more()
    {
        await using var city = await City.StartAsync();
        await city.BothAreLowAsync();
        await city.Server.Database.WriteAsync(
            session => session.ExecuteAsync("update contacts set phone = '+14155550777' where id = 'kim-person'"),
            Stop
        );

        (await AsksAsync(city, "a2")).ShouldStartWith("There is no alert 2.");
        (await HeldAsync(city)).ShouldBeEmpty();
        (await AsksAsync(city, "a")).ShouldStartWith("1 Sam, low: You have taken it");
        await city.SettleAsync();
        city.Booth.ForgetEverything();
    }

    private static async Task<string> AsksAsync(City city, string body)
    {
        await city.Ada.Texts(body);
        await city.SettleAsync();
        return (await city.Ada.GetsText()).Body;
    }

    /// <summary>What the ledger holds besides the carriers' own late words.</summary>
    private static async Task<LedgerEntry[]> ActsAsync(City city) =>
        [.. (await city.LedgerAsync()).Where(entry => entry is not (LedgerEntry.Arrived or LedgerEntry.Missed))];

    private static async Task<string[]> HeldAsync(City city) =>
        [.. (await city.AlertsAsync()).Select(alert => alert.State).OfType<AlertState.Held>().Select(held => held.By)];

    private static InboundText InBand(string id, string from, string body) =>
        new("twilio", id, from, body) { AnswersInBand = true };
}
