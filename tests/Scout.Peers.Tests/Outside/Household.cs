using Scout.Peers.Tests.Nightscout;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Peers.Tests.Outside;

/// <summary>A real Nightscout, Scout as a process of its own, and a phone booth. Real time, short settings.</summary>
internal sealed class Household : IAsyncDisposable
{
    /// <summary>
    /// Between the contract's 2 s after the poll, which the bench holds on a quiet machine, and the 60 s after which a
    /// call without news would be looked up: a busy machine passes, a way round through a timer does not.
    /// </summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(20);

    public static readonly TimeSpan WaitAfterCall = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly NightscoutPeer _nightscout;

    private Household(NightscoutPeer nightscout, FakeVonage booth, ScoutHome scout)
    {
        _nightscout = nightscout;
        Booth = booth;
        Scout = scout;
    }

    public FakeVonage Booth { get; }

    public ScoutHome Scout { get; }

    public Telephone Sam => Scout.Sam;

    public Telephone Ada => Scout.Ada;

    public Telephone Bo => Scout.Bo;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static async Task<Household> StartAsync(
        NightscoutPeer nightscout,
        params IEnumerable<KeyValuePair<string, string?>> environment
    )
    {
        // The site is shared by the tests of a class: what another story ended with is over.
        await nightscout.PostAsync(100, Now.AddSeconds(-1), Stop);
        await nightscout.PostAsync(100, Now, Stop);
        var booth = await FakeVonage.StartAsync(TimeProvider.System, Stop, Patience);
        booth.Webhooks.MayFail = true; // the process may be dead
        return new Household(
            nightscout,
            booth,
            await ScoutHome.StartAsync(booth, nightscout.Address, Stop, environment)
        );
    }

    /// <summary>The site has a new reading; returns when it had it.</summary>
    public async Task<DateTimeOffset> ReadsAsync(double mgDl)
    {
        await _nightscout.PostAsync(mgDl, Now, Stop);
        return Now;
    }

    /// <summary>Two clear readings: a low is over.</summary>
    public async Task RecoversAsync()
    {
        await ReadsAsync(100);
        await ReadsAsync(101);
    }

    /// <summary>Nothing rings and no text comes for this long, and nothing came before that no line of the story took.</summary>
    public async Task IsQuietAsync(TimeSpan span)
    {
        await Task.Delay(span, TimeProvider.System, Stop);
        Booth.AssertNothingUnexpected();
    }

    /// <summary>One thing followed the other at once. The test's output says how soon.</summary>
    public static void IsPrompt(string what, DateTimeOffset cause, DateTimeOffset effect)
    {
        var took = effect - cause;
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {took.TotalSeconds:0.00} s");
        took.ShouldBeLessThan(Prompt, what);
    }

    /// <summary>kill -9, and another process on the same data.</summary>
    public Task DiesAndComesBackAsync() => Scout.KillAndStartAsync(Stop);

    /// <summary>The end of every story: a polite stop, with no number in the log.</summary>
    public async Task EndsAsync()
    {
        (await Scout.StopAsync(Stop)).ShouldBe(0, Scout.Process.Said);
        Scout.Process.Said.ShouldNotContain("4155550");
    }

    public async ValueTask DisposeAsync()
    {
        await Scout.DisposeAsync();
        await Booth.DisposeAsync();
    }
}
