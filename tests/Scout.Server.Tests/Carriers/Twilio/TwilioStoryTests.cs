using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Carriers.Twilio;

/// <summary>From a low reading to the people, over Twilio's HTTP, whatever happens to its webhooks on the way.</summary>
public sealed class TwilioStoryTests
{
    /// <summary>What goes wrong with webhooks.</summary>
    public enum Mischief
    {
        None,
        Twice,
        OutOfOrder,
        BeforeAnswer,

        /// <summary>The last word never comes: Scout asks for it.</summary>
        LastWordLost,
    }

    /// <summary>How a call ends without a key.</summary>
    public enum Ending
    {
        Busy,
        NoAnswer,
        Canceled,
        Unavailable480,
        Voicemail,
        Fax,
        HungUpWithoutKey,
    }

    public static TheoryData<Ending, Mischief> Everything() =>
        new MatrixTheoryData<Ending, Mischief>(Enum.GetValues<Ending>(), Enum.GetValues<Mischief>());

    [Theory, MemberData(nameof(Everything)), Trait("Rule", "TEL-4"), Trait("Rule", "TEL-5"), Trait("Rule", "TEL-11")]
    public async Task A_call_that_nobody_answered_with_a_key_texts_the_others_once(Ending ending, Mischief mischief)
    {
        await using var story = await TwilioStory.BeginAsync();
        Make(mischief, story.Twilio.Webhooks);

        await story.MeasuresAsync(62);
        await End(await story.Sam.Rings(), ending);
        await story.SettleAsync();
        if (mischief is Mischief.LastWordLost)
        {
            await story.PassAsync(TimeSpan.FromSeconds(65));
            story.Twilio.Exchange.LookUps.ShouldBeGreaterThan(0);
        }

        await story.Twilio.Phone(TwilioStory.Other1).GetsText("Sam", "62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("Sam", "62");
        await story.SettleAsync();
        story.Twilio.Calls.Count.ShouldBe(1);
    }

    [Theory, InlineData(Mischief.None), InlineData(Mischief.Twice), InlineData(Mischief.OutOfOrder)]
    [InlineData(Mischief.BeforeAnswer), InlineData(Mischief.LastWordLost), Trait("Rule", "TEL-6")]
    public async Task Key_1_is_confirmed_in_the_call_and_disturbs_nobody_else(Mischief mischief)
    {
        await using var story = await TwilioStory.BeginAsync();
        Make(mischief, story.Twilio.Webhooks);

        await story.MeasuresAsync(62);
        var call = await story.Sam.Rings().Hears("Sam", "Press 1").Presses("1");
        call.Said.Length.ShouldBeGreaterThan(10);
        await story.PassAsync(TimeSpan.FromMinutes(5));

        call.IsOver.ShouldBeTrue();
        (await story.AskAsync("select state from deliveries")).ShouldBe("Confirmed");
    }

    [Fact, Trait("Rule", "TEL-6")]
    public async Task The_script_is_said_three_times_and_then_the_others_are_told()
    {
        await using var story = await TwilioStory.BeginAsync();

        await story.MeasuresAsync(62);
        var call = await story
            .Sam.Rings()
            .Hears("6, 2")
            .PressesNothing()
            .Hears("6, 2")
            .PressesNothing()
            .Hears("6, 2")
            .PressesNothing();

        call.IsOver.ShouldBeTrue();
        await story.SettleAsync();
        await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
    }

    [Fact]
    public async Task What_a_call_cost_is_asked_until_Twilio_knows_it()
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Exchange.PricesAfter = TimeSpan.FromMinutes(5);
        await story.MeasuresAsync(62);
        await (await story.Sam.Rings().Hears("6, 2").Presses("1")).HangsUp();
        await story.SettleAsync();

        await story.PassAsync(TimeSpan.FromMinutes(4));
        (await story.AskAsync("select cost from attempts")).ShouldBeNull();
        var asked = story.Twilio.Exchange.LookUps;
        await story.PassAsync(TimeSpan.FromMinutes(8));
        story.Twilio.Exchange.LookUps.ShouldBe(asked + 1);

        (await story.AskAsync("select cost || ' ' || currency from attempts")).ShouldBe("0.014 USD");
        (await story.AskAsync("select key from due where kind = 'cost'")).ShouldBeNull();
        (await story.AskAsync("select state from deliveries")).ShouldBe("Confirmed");
    }

    [Fact, Trait("Rule", "TEL-8"), Trait("Rule", "TEL-9"), Trait("Rule", "TEL-13")]
    public async Task A_call_whose_answer_was_lost_is_not_placed_twice()
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Exchange.Next(TwilioFault.AnswerLost);

        await story.MeasuresAsync(62);
        await story.Sam.Rings().Hears("6, 2").Presses("1");
        await story.PassAsync(TimeSpan.FromMinutes(2));

        story.Twilio.Calls.Count.ShouldBe(1);
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task A_call_in_doubt_whose_webhooks_are_lost_too_is_found_by_asking()
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Exchange.Next(TwilioFault.AnswerLost);
        story.Twilio.Webhooks.Lose = status => status is "initiated" or "ringing";

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(30));
        await story.Sam.Rings().Hears("6, 2").Presses("1");

        story.Twilio.Calls.Count.ShouldBe(1);
    }

    [Fact, Trait("Rule", "TEL-17")]
    public async Task Recovery_hangs_up_the_ringing_call_and_tells_nobody_to_come()
    {
        await using var story = await TwilioStory.BeginAsync();

        await story.MeasuresAsync(250);
        var call = await story.Sam.Rings();
        await story.PassAsync(TimeSpan.FromSeconds(10));
        await story.MeasuresAsync(150);
        await story.SettleAsync();

        await call.IsHungUp();
        call.Status.ShouldBe("canceled");
        await story.Sam.GetsText("Sam");
    }

    [Fact]
    public async Task Without_a_public_address_Twilio_is_asked_until_it_knows()
    {
        await using var story = await TwilioStory.BeginAsync(site: null);

        await story.MeasuresAsync(62);
        var call = await story.Sam.Rings();
        call.AsksForKey.ShouldBeFalse();
        await call.DoesNotAnswer();
        await story.PassAsync(TimeSpan.FromSeconds(5));

        await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
        story.Twilio.Webhooks.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_public_address_that_Twilio_cannot_use_costs_the_keys_but_not_the_call()
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Exchange.Next(TwilioFault.Code(400, 21609));

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(1));

        var call = await story.Sam.Rings();
        call.AsksForKey.ShouldBeFalse();
        call.Said.ShouldNotContain("Press");
    }

    [Theory, InlineData(false), InlineData(true), Trait("Rule", "TEL-7")]
    public async Task A_text_takes_the_alert_once_and_is_answered_in_its_own_answer(bool twice)
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Webhooks.Twice = twice;
        await story.MeasuresAsync(62);
        await story.Sam.Rings().DoesNotAnswer();
        await story.SettleAsync();
        await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");

        var answer = await story.Twilio.Phone(TwilioStory.Other1).Texts("ok");
        await story.SettleAsync();

        answer.ShouldNotBeNull().ShouldContain("Sam");
        (await story.AskAsync("select state from alerts")).ShouldNotBeNull().ShouldContain("sam-other1");
        story.Twilio.Texts.ShouldAllBe(text => text.Body != answer); // no second answer as a text of its own
        story.Twilio.ForgetEverything(); // who is told of it is the alert's own story
    }

    [Fact]
    public async Task A_stranger_reads_that_all_is_well_and_learns_nothing()
    {
        await using var story = await TwilioStory.BeginAsync();

        var answer = await story.Twilio.Phone("+14155550999").Texts("what is going on?");

        answer.ShouldNotBeNull().ShouldStartWith("Everything's perfectly all right now.");
    }

    [Fact, Trait("Rule", "TEL-26")]
    public async Task Who_wrote_STOP_gets_no_more_texts_and_no_other_carrier_tries()
    {
        await using var story = await TwilioStory.BeginAsync(withVonage: true, settings: Order("twilio, vonage"));
        await story.MeasuresAsync(62);
        story.Twilio.Exchange.Next(TwilioFault.Code(400, 21610));
        await story.Sam.Rings().DoesNotAnswer();
        await story.SettleAsync();

        story.Twilio.Texts.Count(text => text.Body.Contains("62", StringComparison.Ordinal)).ShouldBe(1);
        story.Vonage.Texts.ShouldBeEmpty();
        (await story.AskAsync("select cast(count(*) as text) from contacts where opted_out_at is not null")).ShouldBe(
            "1"
        );
        story.Twilio.ForgetEverything(); // one text to the other, and word that somebody wants none
    }

    [Fact, Trait("Rule", "TEL-26")]
    public async Task A_text_that_a_network_lost_is_tried_again_and_one_to_a_landline_is_not()
    {
        await using var story = await TwilioStory.BeginAsync();
        story.Twilio.Phone(TwilioStory.Other1).TextsFailWith = "30008";
        story.Twilio.Phone(TwilioStory.Other2).TextsFailWith = "30006";
        await story.MeasuresAsync(62);
        await story.Sam.Rings().DoesNotAnswer();
        await story.SettleAsync();
        await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        story.Twilio.Phone(TwilioStory.Other1).TextsFailWith = null;
        await story.Twilio.Exchange.SettleAsync();
        await story.SettleAsync();
        await story.Twilio.Exchange.SettleAsync();

        Sent(TwilioStory.Other1).ShouldBeGreaterThan(1);
        Sent(TwilioStory.Other2).ShouldBe(1);
        story.Twilio.ForgetEverything();

        int Sent(string number) =>
            story.Twilio.Texts.Count(text => text.To == number && text.Body.Contains("62", StringComparison.Ordinal));
    }

    public static KeyValuePair<string, string?>[] Order(string order) => [new("Scout:Carriers:Order", order)];

    private static void Make(Mischief mischief, TwilioWebhookSender webhooks)
    {
        webhooks.Twice = mischief is Mischief.Twice;
        webhooks.OutOfOrder = mischief is Mischief.OutOfOrder;
        webhooks.BeforeAnswer = mischief is Mischief.BeforeAnswer;
        if (mischief is Mischief.LastWordLost)
        {
            webhooks.Lose = status =>
                status is "busy" or "no-answer" or "canceled" or "failed" or "completed" or "machine_start" or "fax";
        }
    }

    private static Task<TwilioCall> End(TwilioCall call, Ending ending) =>
        ending switch
        {
            Ending.Busy => call.IsBusy(),
            Ending.NoAnswer => call.DoesNotAnswer(),
            Ending.Canceled => call.EndAsync("canceled"),
            Ending.Unavailable480 => call.Fails("480"),
            Ending.Voicemail => call.Voicemail(),
            Ending.Fax => call.PicksUpAndEnds("fax"),
            Ending.HungUpWithoutKey => Task.FromResult(call).Hears("6, 2").HangsUp(),
            _ => throw new ArgumentOutOfRangeException(nameof(ending)),
        };
}
