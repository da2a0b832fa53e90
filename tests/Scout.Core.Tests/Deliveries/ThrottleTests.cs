using Scout.Core.Deliveries;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Deliveries;

public sealed class ThrottleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private static readonly PhoneLimits Limits = new(TimeSpan.FromSeconds(120), CallsPerHour: 12);

    private static Clearance Ask(PhoneHistory history, Severity severity = Severity.Urgent, bool firstPage = false) =>
        Throttle.ForCall(history, Limits, severity, firstPage, Now);

    [Fact]
    public void A_number_that_was_never_called_may_be_called() =>
        Ask(new PhoneHistory(null, null, 0)).ShouldBeOfType<Clearance.Now>();

    [Fact]
    [Trait("Rule", "GA-R19")]
    public void A_number_rests_after_a_call_to_the_second() =>
        Ask(new PhoneHistory(Now.AddSeconds(-119), null, 1)).ShouldBe(new Clearance.Later(Now.AddSeconds(1)));

    [Fact]
    public void At_the_end_of_the_pause_it_may_be_called() =>
        Ask(new PhoneHistory(Now.AddSeconds(-120), null, 1)).ShouldBeOfType<Clearance.Now>();

    [Fact]
    [Trait("Rule", "TEL-16")]
    public void There_is_one_live_call_per_number() =>
        Ask(new PhoneHistory(Now.AddSeconds(-300), Now.AddSeconds(30), 1)).ShouldBeOfType<Clearance.Later>();

    [Fact]
    [Trait("Rule", "TEL-31")]
    [Trait("Rule", "GA-N35")]
    public void The_hourly_cap_never_cuts_the_first_page_of_an_alert()
    {
        var busy = new PhoneHistory(Now.AddMinutes(-3), null, 12);
        Ask(busy).ShouldBeOfType<Clearance.Never>();
        Ask(busy, firstPage: true).ShouldBeOfType<Clearance.Now>();
    }

    [Fact]
    public void The_hourly_cap_lets_a_critical_call_pass_every_15_minutes()
    {
        Ask(new PhoneHistory(Now.AddMinutes(-14), null, 12), Severity.Critical).ShouldBeOfType<Clearance.Never>();
        Ask(new PhoneHistory(Now.AddMinutes(-15), null, 12), Severity.Critical).ShouldBeOfType<Clearance.Now>();
    }
}
