using Scout.Core.Deliveries;

namespace Scout.Core.Tests.Deliveries;

public sealed class FailoverTests
{
    private static FailedTry Failed(string carrier, RefusalKind kind, int? seconds = null) =>
        new(carrier, kind, seconds is { } value ? TimeSpan.FromSeconds(value) : null);

    [Fact]
    public void The_first_carrier_tries_first() =>
        Failover.Choose(["a", "b"], []).ShouldBe(new NextTry.By("a", TimeSpan.Zero));

    [Theory]
    [InlineData(RefusalKind.Temporary)]
    [InlineData(RefusalKind.Operator)]
    [InlineData(RefusalKind.Lost)]
    [InlineData(RefusalKind.NotPutThrough)]
    public void The_next_carrier_follows_at_once(RefusalKind kind) =>
        Failover.Choose(["a", "b"], [Failed("a", kind)]).ShouldBe(new NextTry.By("b", TimeSpan.Zero));

    [Fact]
    [Trait("Rule", "TEL-30")]
    public void A_rate_limit_is_waited_for_as_the_carrier_asks_then_with_doubling_and_four_times_at_most()
    {
        var one = Failed("a", RefusalKind.RateLimited, seconds: 3);
        var other = Failed("a", RefusalKind.RateLimited);
        Failover.Choose(["a", "b"], [one]).ShouldBe(new NextTry.By("a", TimeSpan.FromSeconds(3)));
        Failover.Choose(["a", "b"], [one, other]).ShouldBe(new NextTry.By("a", TimeSpan.FromSeconds(2)));
        Failover.Choose(["a", "b"], [one, other, other]).ShouldBe(new NextTry.By("a", TimeSpan.FromSeconds(4)));
        Failover.Choose(["a", "b"], [one, other, other, other]).ShouldBe(new NextTry.By("b", TimeSpan.Zero));
    }

    [Fact]
    [Trait("Rule", "TEL-30")]
    public void Many_that_were_told_too_many_at_once_do_not_come_back_at_once()
    {
        var waits = Enumerable
            .Range(0, 200)
            .Select(n => Failover.JitterOf($"alert{n}.Alert.1.0.sam.Call"))
            .Select(jitter => Failover.Choose(["a"], [Failed("a", RefusalKind.RateLimited)], jitter))
            .Select(next => next.ShouldBeOfType<NextTry.By>().After)
            .ToArray();
        waits.ShouldAllBe(wait => wait.TotalSeconds >= 1 && wait.TotalSeconds <= 1.5);
        waits.ShouldAllBe(wait => wait.Ticks % TimeSpan.TicksPerMillisecond == 0, "as due work counts");
        waits.Count(wait => wait.TotalSeconds < 1.1).ShouldBeInRange(15, 80);
        waits.Count(wait => wait.TotalSeconds > 1.4).ShouldBeInRange(15, 80);
        Failover.JitterOf("one").ShouldBe(Failover.JitterOf("one"));
    }

    [Fact]
    [Trait("Rule", "TEL-30")]
    public void Nobody_waits_minutes_for_one_carrier_while_another_may_do_it_now()
    {
        var patient = Failed("a", RefusalKind.RateLimited, seconds: 300);
        Failover.Choose(["a", "b"], [patient]).ShouldBe(new NextTry.By("b", TimeSpan.Zero));
        Failover.Choose(["a"], [patient]).ShouldBe(new NextTry.By("a", TimeSpan.FromSeconds(300)));
    }

    [Fact]
    public void An_only_carrier_that_stumbled_is_tried_again()
    {
        Failover
            .Choose(["a"], [Failed("a", RefusalKind.Temporary)])
            .ShouldBe(new NextTry.By("a", TimeSpan.FromSeconds(1)));
        Failover.Choose(["a"], [Failed("a", RefusalKind.Lost)]).ShouldBe(new NextTry.By("a", TimeSpan.Zero));
    }

    [Fact]
    [Trait("Rule", "TEL-4")]
    public void A_call_that_the_only_carrier_could_not_put_through_leads_to_the_next_step() =>
        Failover.Choose(["a"], [Failed("a", RefusalKind.NotPutThrough)]).ShouldBeOfType<NextTry.Nobody>();

    [Fact]
    public void A_carrier_that_refuses_for_good_is_not_asked_again() =>
        Failover.Choose(["a"], [Failed("a", RefusalKind.Operator)]).ShouldBeOfType<NextTry.Nobody>();

    [Fact]
    public void A_bad_number_is_bad_for_every_carrier() =>
        Failover.Choose(["a", "b"], [Failed("a", RefusalKind.BadNumber)]).ShouldBeOfType<NextTry.Nobody>();

    [Fact]
    public void Without_a_carrier_it_says_so() =>
        Failover.Choose([], []).ShouldBe(new NextTry.Nobody("no carrier is configured"));
}
