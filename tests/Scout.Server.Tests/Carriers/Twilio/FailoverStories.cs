using Scout.TestKit;
using Scout.TestKit.Twilio;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Twilio;

/// <summary>Two carriers: the other one rings when this one cannot, and only then.</summary>
[Trait("Rule", "TEL-15")]
public sealed class FailoverStories
{
    private static readonly KeyValuePair<string, string?>[] Impatient =
    [
        new("Scout:Vonage:Timeout", "00:00:00.3"),
        new("Scout:Twilio:Timeout", "00:00:00.3"),
    ];

    public static TheoryData<ApiFault> Refusals() => [ApiFault.Unauthorized, ApiFault.NoCredit, ApiFault.Unavailable];

    [Theory, MemberData(nameof(Refusals))]
    public async Task Where_Vonage_refuses_Twilio_rings_within_two_seconds(ApiFault fault)
    {
        await using var story = await TwilioStory.BeginAsync(withVonage: true);
        story.Vonage.Exchange.Always = fault;
        var began = story.Time.GetUtcNow();

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(2));

        var call = await story.Sam.Rings().Hears("6, 2").Presses("1");
        (call.PlacedAt - began).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        story.Vonage.Calls.ShouldBeEmpty();
        story.Twilio.ForgetEverything();
    }

    [Fact, Trait("Rule", "TEL-27")]
    public async Task No_credit_at_one_carrier_is_told_by_the_other()
    {
        await using var story = await TwilioStory.BeginAsync(withVonage: true, settings: Person());
        story.Vonage.Exchange.Always = ApiFault.NoCredit;

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(30));

        await story.Sam.Rings().Presses("1");
        var told = await story.Twilio.Phone(Owner).GetsText("vonage");
        told.Body.ShouldContain("402");
        story.Twilio.ForgetEverything();
    }

    [Fact]
    public async Task The_other_way_round_too()
    {
        await using var story = await TwilioStory.BeginAsync(
            withVonage: true,
            settings: TwilioStoryTests.Order("Twilio,Vonage")
        );
        story.Twilio.Exchange.Always = TwilioFault.Code(401, 20003);

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(2));

        await story.Vonage.Phone(Seed.Phone).Rings().Presses("1");
        story.Vonage.ForgetEverything();
    }

    [Fact]
    public async Task A_carrier_that_cannot_put_a_call_through_gives_way_at_once()
    {
        await using var story = await TwilioStory.BeginAsync(withVonage: true);

        await story.MeasuresAsync(62);
        await story.Vonage.Phone(Seed.Phone).Rings().Fails();
        await story.SettleAsync();

        await story.Sam.Rings().Presses("1");
    }

    [Fact, Trait("Rule", "TEL-30")]
    public async Task Too_many_requests_are_asked_again_and_then_the_other_rings()
    {
        await using var story = await TwilioStory.BeginAsync(withVonage: true);
        story.Vonage.Exchange.Always = ApiFault.RateLimited;
        var began = story.Time.GetUtcNow();

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(15));

        var call = await story.Sam.Rings().Presses("1");
        (call.PlacedAt - began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task A_carrier_that_answers_nothing_costs_half_a_minute_and_exactly_one_phone_rings()
    {
        await using var story = await TwilioStory.BeginAsync(withVonage: true, settings: Impatient);
        story.Vonage.Exchange.Next(ApiFault.Silent);
        var began = story.Time.GetUtcNow();

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(30));

        var call = await story.Sam.Rings().Presses("1");
        (call.PlacedAt - began).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30));
        await story.PassAsync(TimeSpan.FromMinutes(2));
        (story.Vonage.Calls.Count + story.Twilio.Calls.Count).ShouldBe(1);
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task A_call_that_was_placed_although_its_answer_was_lost_stays_the_only_one()
    {
        await using var story = await TwilioStory.BeginAsync(
            withVonage: true,
            settings: TwilioStoryTests.Order("twilio, vonage")
        );
        story.Twilio.Exchange.Next(TwilioFault.AnswerLost);

        await story.MeasuresAsync(62);
        await story.PassAsync(TimeSpan.FromSeconds(25));

        await story.Sam.Rings().Presses("1");
        await story.PassAsync(TimeSpan.FromMinutes(2));
        (story.Vonage.Calls.Count + story.Twilio.Calls.Count).ShouldBe(1);
    }

    [Theory, InlineData("busy"), InlineData("no-answer"), InlineData("canceled")]
    public async Task Busy_and_unanswered_are_the_persons_side_and_no_other_carrier_rings(string ending)
    {
        await using var story = await TwilioStory.BeginAsync(
            withVonage: true,
            settings: TwilioStoryTests.Order("twilio, vonage")
        );

        await story.MeasuresAsync(62);
        await (await story.Sam.Rings()).EndAsync(ending);
        await story.SettleAsync();

        await story.Twilio.Phone(TwilioStory.Other1).GetsText("62");
        await story.Twilio.Phone(TwilioStory.Other2).GetsText("62");
        story.Vonage.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_countrys_own_order_comes_first()
    {
        await using var story = await TwilioStory.BeginAsync(
            withVonage: true,
            settings: [new("Scout:Carriers:Prefixes:1415", "twilio"), new("Scout:Carriers:Prefixes:+1", "vonage")]
        );

        await story.MeasuresAsync(62);

        await story.Sam.Rings().Presses("1");
        story.Vonage.Calls.ShouldBeEmpty();
    }

    private const string Owner = "+14155550300";

    /// <summary>Somebody who runs the instance, and hears of its troubles.</summary>
    private static KeyValuePair<string, string?>[] Person() =>
        [
            new("Scout:Person:Name", "Kim"),
            new("Scout:Person:NightscoutUrl", "https://kim.example.com"),
            new("Scout:Person:Phone", Owner),
        ];
}
