using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

/// <summary>From a low reading to the people, over Vonage's HTTP, whatever happens to its webhooks on the way.</summary>
public sealed class VonageStoryTests
{
    /// <summary>What goes wrong with webhooks.</summary>
    public enum Mischief
    {
        None,
        Twice,
        OutOfOrder,
        BeforeAnswer,
        WithoutSignature,
    }

    /// <summary>How a call ends without a key.</summary>
    public enum Ending
    {
        Busy,
        Unanswered,
        RungOut,
        Declined,
        Voicemail,
        HungUpWithoutKey,
        UnknownDetail,
    }

    public static TheoryData<Ending, Mischief> Everything() =>
        new MatrixTheoryData<Ending, Mischief>(Enum.GetValues<Ending>(), Enum.GetValues<Mischief>());

    [Theory, MemberData(nameof(Everything)), Trait("Rule", "TEL-4"), Trait("Rule", "TEL-5"), Trait("Rule", "TEL-11")]
    public async Task A_call_that_nobody_answered_with_a_key_texts_the_others_once(Ending ending, Mischief mischief)
    {
        await using var story = await CallStory.BeginAsync();
        Make(mischief, story.Booth.Webhooks);

        await story.MeasuresAsync(62);
        await End(await story.Sam.Rings(), ending);
        await story.SettleAsync();

        await story.Booth.Phone(CallStory.Others + "1").GetsText("Sam", "62");
        await story.Booth.Phone(CallStory.Others + "2").GetsText("Sam", "62");
        await story.SettleAsync();
    }

    [Theory, InlineData(Mischief.None), InlineData(Mischief.Twice), InlineData(Mischief.OutOfOrder)]
    [InlineData(Mischief.BeforeAnswer), InlineData(Mischief.WithoutSignature), Trait("Rule", "TEL-6")]
    public async Task Key_1_disturbs_nobody_else(Mischief mischief)
    {
        await using var story = await CallStory.BeginAsync();
        Make(mischief, story.Booth.Webhooks);

        await story.MeasuresAsync(62);
        var call = await story.Sam.Rings().Hears("Sam", "62").Presses("1");
        await story.PassAsync(TimeSpan.FromMinutes(5));

        call.IsOver.ShouldBeTrue();
        (await story.AskAsync("select state from deliveries")).ShouldBe("Confirmed");
    }

    [Fact, Trait("Rule", "TEL-6")]
    public async Task The_script_is_said_three_times_and_then_the_others_are_told()
    {
        await using var story = await CallStory.BeginAsync();

        await story.MeasuresAsync(62);
        var call = await story
            .Sam.Rings()
            .Hears("62")
            .Presses("9")
            .Hears("62")
            .Presses("7")
            .Hears("62")
            .PressesNothing();

        call.IsOver.ShouldBeTrue();
        await story.SettleAsync();
        await story.Booth.Phone(CallStory.Others + "1").GetsText("62");
        await story.Booth.Phone(CallStory.Others + "2").GetsText("62");
    }

    public static TheoryData<Ending> Endings() => [.. Enum.GetValues<Ending>()];

    [Theory, MemberData(nameof(Endings)), Trait("Rule", "TEL-12")]
    public async Task A_last_word_that_never_comes_is_asked_for(Ending ending)
    {
        await using var story = await CallStory.BeginAsync();
        story.Booth.Webhooks.Lose = status => status is not ("started" or "ringing" or "answered");

        await story.MeasuresAsync(62);
        await End(await story.Sam.Rings(), ending);
        await story.PassAsync(TimeSpan.FromSeconds(65));

        await story.Booth.Phone(CallStory.Others + "1").GetsText("62");
        await story.Booth.Phone(CallStory.Others + "2").GetsText("62");
        story.Booth.Exchange.LookUps.ShouldBeGreaterThan(0);
    }

    [Fact, Trait("Rule", "TEL-8"), Trait("Rule", "TEL-9"), Trait("Rule", "TEL-13")]
    public async Task A_call_whose_answer_was_lost_is_not_placed_twice()
    {
        await using var story = await CallStory.BeginAsync();
        story.Booth.Exchange.Next(ApiFault.AnswerLost);

        await story.MeasuresAsync(62);
        await story.Sam.Rings().Hears("62").Presses("1");
        await story.PassAsync(TimeSpan.FromMinutes(2));

        story.Booth.Calls.Count.ShouldBe(1);
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task A_call_in_doubt_that_never_rang_is_placed_again_within_half_a_minute()
    {
        await using var story = await CallStory.BeginAsync();
        story.Booth.Exchange.Next(ApiFault.Dropped);
        var began = story.Time.GetUtcNow();

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(30));
        var call = await story.Sam.Rings().Hears("62").Presses("1");

        (call.PlacedAt - began).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact, Trait("Rule", "TEL-17")]
    public async Task Recovery_hangs_up_the_ringing_call_and_tells_nobody_to_come()
    {
        await using var story = await CallStory.BeginAsync();

        await story.MeasuresAsync(250);
        var call = await story.Sam.Rings();
        await story.PassAsync(TimeSpan.FromSeconds(10));
        await story.MeasuresAsync(150);
        await story.SettleAsync();

        await call.IsHungUp();
        call.Status.ShouldBe("cancelled");
        await story.Sam.GetsText("Sam");
    }

    [Fact]
    public async Task Without_a_public_address_the_carrier_is_asked_until_it_knows()
    {
        await using var story = await CallStory.BeginAsync(site: null);

        await story.MeasuresAsync(62);
        var call = await story.Sam.Rings();
        call.AsksForKey.ShouldBeFalse();
        await call.DoesNotAnswer();
        await story.PassAsync(TimeSpan.FromSeconds(5));

        await story.Booth.Phone(CallStory.Others + "1").GetsText("62");
        await story.Booth.Phone(CallStory.Others + "2").GetsText("62");
        story.Booth.Webhooks.Sent.ShouldBeEmpty();
    }

    [Fact, Trait("Rule", "TEL-7")]
    public async Task A_text_answered_with_ok_takes_the_alert()
    {
        await using var story = await CallStory.BeginAsync();
        await story.MeasuresAsync(62);
        await story.Sam.Rings().DoesNotAnswer();
        await story.SettleAsync();
        await story.Booth.Phone(CallStory.Others + "1").GetsText("62");
        await story.Booth.Phone(CallStory.Others + "2").GetsText("62");

        await story.Booth.Phone(CallStory.Others + "1").Texts("ok");
        await story.SettleAsync();

        (await story.AskAsync("select state from alerts")).ShouldNotBeNull().ShouldContain("sam-other1");
        story.Booth.ForgetEverything(); // who is told of it is the alert's own story
    }

    private static void Make(Mischief mischief, WebhookSender webhooks)
    {
        webhooks.Twice = mischief is Mischief.Twice;
        webhooks.OutOfOrder = mischief is Mischief.OutOfOrder;
        webhooks.BeforeAnswer = mischief is Mischief.BeforeAnswer;
        webhooks.WithoutSignature = mischief is Mischief.WithoutSignature;
    }

    private static Task<PhoneCall> End(PhoneCall call, Ending ending) =>
        ending switch
        {
            Ending.Busy => call.IsBusy(),
            Ending.Unanswered => call.DoesNotAnswer(),
            Ending.RungOut => call.RingsOut(),
            Ending.Declined => call.Rejects(),
            Ending.Voicemail => call.Voicemail(),
            Ending.HungUpWithoutKey => Task.FromResult(call).Hears("62").HangsUp(),
            Ending.UnknownDetail => call.EndAsync("rejected", "as-yet-unknown-detail"),
            _ => throw new ArgumentOutOfRangeException(nameof(ending)),
        };
}
