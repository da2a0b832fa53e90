using Scout.Core.Alerts;
using Scout.Core.Tests.Alerts;
using Scout.Core.Watches;
using static Scout.Core.Tests.Alerts.AlertStory;

namespace Scout.Core.Tests.Nightscout;

/// <summary>What a site that says nothing, or nonsense, does to an open low: nothing good.</summary>
public sealed class SilenceTests
{
    [Fact]
    [Trait("Rule", "NS-R11")]
    public void A_value_older_than_a_quarter_of_an_hour_says_nothing_about_now()
    {
        var story = new AlertStory().Reads(45, TimeSpan.FromMinutes(16));
        story.Of(AlertKind.Low).ShouldBeNull();
        story.Minutes(5).Of(AlertKind.NoData).ShouldNotBeNull(); // by age alone, whether the site answers or not
    }

    [Fact]
    [Trait("Rule", "NS-R13")]
    public void Silence_ends_no_low_and_makes_it_more_urgent()
    {
        var story = new AlertStory().Reads(65).Minutes(16);
        story.Of(AlertKind.Low)!.IsOpen.ShouldBeTrue();
        story.Of(AlertKind.Low)!.Latest.Rule.ShouldBe(RuleKind.NoDataWhileLow);
    }

    [Theory]
    [Trait("Rule", "NS-R13")]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(38)]
    public void A_sensor_error_ends_no_low(double code) =>
        new AlertStory().Reads(65).Minutes(5).Reads(code).Of(AlertKind.Low)!.IsOpen.ShouldBeTrue();

    [Fact]
    [Trait("Rule", "NS-R13")]
    [Trait("Rule", "NS-R18")]
    public void A_failing_site_ends_no_low_and_its_ladder_goes_on()
    {
        var story = new AlertStory().Reads(65);
        story.Source = new SourceHealth(SourceFailure.Timeout, story.Now, story.Now);
        story.Minutes(1).Strikes();
        story.Misses(Sam).Orders.ShouldBe(["text ada", "text bo"]);
        story.Minutes(10);
        story.AllOrders.Count(order => order == "call sam").ShouldBeGreaterThan(1);
        story.Of(AlertKind.Low)!.IsOpen.ShouldBeTrue();
    }
}
