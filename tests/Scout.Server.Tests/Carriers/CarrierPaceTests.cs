using Microsoft.Extensions.Options;
using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.Server.Carriers.Vonage;
using Scout.Server.Tests.Carriers.Vonage;
using Scout.TestKit;

namespace Scout.Server.Tests.Carriers;

[Trait("Rule", "TEL-29")]
public sealed class CarrierPaceTests
{
    private const string Carrier = "vonage";

    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_most_urgent_leaves_first_whoever_came_first_and_never_more_than_the_limit()
    {
        await using var bed = await BedAsync(callsPerSecond: 2);
        var pace = PaceOf(bed);
        var random = new Random(7);
        Urgency[] all = [.. Enumerable.Range(0, 40).Select(n => new Urgency(-10 * random.Next(1, 4), random.Next(8)))];
        foreach (var (n, urgency) in all.Index())
        {
            pace.Expect($"{n}", urgency);
        }

        var left = new List<(Urgency Urgency, DateTimeOffset At)>();
        var waiting = all.Select((urgency, n) => GoAsync(pace, $"{n}", urgency, left)).ToList();
        while (waiting.Any(one => !one.IsCompleted))
        {
            await QuietAsync(left, waiting);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        left.OrderBy(one => one.At)
            .ThenBy(one => one.Urgency.Rank)
            .ThenBy(one => one.Urgency.Since)
            .Select(one => one.Urgency)
            .ShouldBe(all.OrderBy(one => one.Rank).ThenBy(one => one.Since));
        left.CountBy(one => one.At).ShouldAllBe(second => second.Value <= 2);
        (left[^1].At - left[0].At).ShouldBe(TimeSpan.FromSeconds(19));
    }

    [Fact]
    public async Task Who_comes_late_and_is_more_urgent_is_next()
    {
        await using var bed = await BedAsync(callsPerSecond: 1);
        var pace = PaceOf(bed);
        var left = new List<(Urgency Urgency, DateTimeOffset At)>();
        Task[] calm = [.. Enumerable.Range(0, 5).Select(n => GoAsync(pace, $"{n}", new Urgency(-15, n), left))];
        await calm[0];

        var late = GoAsync(pace, "late", new Urgency(-30, 99), left);
        _time.Advance(TimeSpan.FromSeconds(1));
        await late;

        calm.Count(one => one.IsCompleted).ShouldBe(1);
    }

    [Fact]
    public async Task A_place_that_is_not_used_or_given_up_is_free_at_once()
    {
        await using var bed = await BedAsync(callsPerSecond: 1);
        var pace = PaceOf(bed);
        using var impatient = new CancellationTokenSource();
        var first = await pace.EnterAsync("a", Carrier, Channel.Call, new Urgency(0, 1), Token);
        var given = pace.EnterAsync("b", Carrier, Channel.Call, new Urgency(0, 2), impatient.Token);
        var third = pace.EnterAsync("c", Carrier, Channel.Call, new Urgency(0, 3), Token);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(given);
        first.Dispose();
        using var place = await third;
        place.Leave();

        pace.EnterAsync("d", Carrier, Channel.Call, new Urgency(0, 4), Token).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Calls_and_texts_and_carriers_wait_each_for_their_own()
    {
        await using var bed = await BedAsync(callsPerSecond: 1);
        var pace = PaceOf(bed);
        (await pace.EnterAsync("a", Carrier, Channel.Call, new Urgency(0, 1), Token)).Leave();
        var calls = pace.EnterAsync("b", Carrier, Channel.Call, new Urgency(-30, 2), Token);

        (await pace.EnterAsync("c", Carrier, Channel.Text, new Urgency(0, 3), Token)).Leave();
        (await pace.EnterAsync("d", "other", Channel.Call, new Urgency(0, 4), Token)).Leave();

        calls.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_leaves_before_somebody_more_urgent_has_decided()
    {
        await using var bed = await BedAsync(callsPerSecond: 1);
        var pace = PaceOf(bed);
        pace.Expect("critical", new Urgency(-30, 5));
        pace.Expect("warning", new Urgency(-15, 1));

        var warning = pace.EnterAsync("warning", Carrier, Channel.Call, new Urgency(-15, 1), Token);
        warning.IsCompleted.ShouldBeFalse();
        pace.Forget("critical");

        (await warning).Leave();
    }

    private static async Task<VonageTestBed> BedAsync(int callsPerSecond)
    {
        var bed = await VonageTestBed.StartAsync(
            TimeProvider.System,
            change: options => options.CallsPerSecond = callsPerSecond
        );
        return bed;
    }

    private CarrierPace PaceOf(VonageTestBed bed) =>
        new(new CarrierBoard([bed.Client], Options.Create(new CarrierOptions()), _time), _time);

    private async Task GoAsync(
        CarrierPace pace,
        string key,
        Urgency urgency,
        List<(Urgency Urgency, DateTimeOffset At)> left
    )
    {
        using var place = await pace.EnterAsync(key, VonageClient.CarrierName, Channel.Call, urgency, Token);
        lock (left)
        {
            left.Add((urgency, _time.GetUtcNow()));
        }

        place.Leave();
    }

    /// <summary>Returns once nobody else can leave before the clock moves.</summary>
    private async Task QuietAsync(List<(Urgency Urgency, DateTimeOffset At)> left, List<Task> waiting)
    {
        while (true)
        {
            Token.ThrowIfCancellationRequested();
            lock (left)
            {
                var now = left.Count(one => one.At == _time.GetUtcNow());
                if (now == 2 && left.Count == waiting.Count(one => one.IsCompleted))
                {
                    return;
                }
            }

            await Task.Yield();
        }
    }
}
