using Scout.TestKit;

namespace Scout.Server.Tests.TestKit;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Timers_fire_in_the_order_they_are_due_each_at_its_own_time()
    {
        var start = _time.GetUtcNow();
        var fired = new List<string>();
        using var late = Timer("late", 30, 0);
        using var early = Timer("early", 10, 0);
        using var often = Timer("often", 8, 8);

        _time.Advance(TimeSpan.FromSeconds(25));

        fired.ShouldBe(["often 8", "early 10", "often 16", "often 24"]);
        _time.GetUtcNow().ShouldBe(start + TimeSpan.FromSeconds(25));
        _time.Next.ShouldBe(start + TimeSpan.FromSeconds(30));

        ITimer Timer(string name, int due, int period) =>
            _time.CreateTimer(
                _ => fired.Add($"{name} {(_time.GetUtcNow() - start).TotalSeconds}"),
                state: null,
                TimeSpan.FromSeconds(due),
                TimeSpan.FromSeconds(period)
            );
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_is_moved_past_it()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMinutes(59));
        delay.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromMinutes(1));
        await delay;
        _time.Next.ShouldBeNull();
    }
}
