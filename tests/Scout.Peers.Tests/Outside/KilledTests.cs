using Scout.TestKit.Vonage;

namespace Scout.Peers.Tests.Outside;

/// <summary>CONTRACT section 3, point 8: kill -9 at any moment and another start, every webhook twice and out of order.</summary>
public sealed class KilledTests(SharedNightscout nightscout) : IClassFixture<SharedNightscout>
{
    [Fact]
    [Trait("Rule", "TEL-14")]
    public async Task Killed_before_the_carrier_answers_it_neither_rings_twice_nor_forgets_the_others()
    {
        await using var home = await StartAsync();
        home.Booth.Exchange.BeforeAnswer = home.Scout.Process.Kill;
        await home.ReadsAsync(62);
        var call = await home.Sam.Rings();
        home.Booth.Exchange.BeforeAnswer = null;
        await home.Scout.StartAgainAsync(TestContext.Current.CancellationToken);

        await call.DoesNotAnswer();
        await home.Ada.GetsText("62 mg/dL");
        await home.Bo.GetsText("62 mg/dL");
        await home.Sam.Rings().Presses("1").Hears("acknowledged");
        await home.Ada.GetsText("taken");
        await home.Bo.GetsText("taken");
        await home.EndsAsync();
    }

    [Fact]
    public async Task Killed_while_it_rings_the_key_is_heard_by_the_next_process()
    {
        await using var home = await StartAsync();
        await home.ReadsAsync(62);
        var call = await home.Sam.Rings();
        await home.DiesAndComesBackAsync();

        await call.Hears("62").Presses("1").Hears("acknowledged");
        await home.IsQuietAsync(Household.WaitAfterCall + TimeSpan.FromSeconds(2));
        await home.EndsAsync();
    }

    [Fact]
    public async Task Missed_while_it_is_dead_the_next_process_asks_and_texts_the_others()
    {
        await using var home = await StartAsync();
        await home.ReadsAsync(62);
        var call = await home.Sam.Rings();
        home.Scout.Process.Kill();
        await call.DoesNotAnswer();
        await home.Scout.StartAgainAsync(TestContext.Current.CancellationToken);

        var startedAt = Household.Now;
        await home.Ada.GetsText("62 mg/dL");
        await home.Bo.GetsText("62 mg/dL");
        Household.IsPrompt("start to texts", startedAt, Household.Now);
        await home.Sam.Rings().Presses("1");
        await home.Ada.GetsText("taken");
        await home.Bo.GetsText("taken");
        await home.EndsAsync();
    }

    [Fact]
    public async Task Killed_after_the_missed_call_each_of_the_others_gets_their_text()
    {
        await using var home = await StartAsync();
        await home.ReadsAsync(62);
        var call = await home.Sam.Rings();
        home.Booth.Exchange.Always = ApiFault.Silent; // the texts are on their way, and get lost
        await call.DoesNotAnswer();
        home.Scout.Process.Kill();
        home.Booth.Exchange.Always = ApiFault.None;
        home.Sam.Habit = again => again.DoesNotAnswer();
        await home.Scout.StartAgainAsync(TestContext.Current.CancellationToken);

        await home.Ada.GetsText("62 mg/dL");
        await home.Bo.GetsText("62 mg/dL");
        home.Sam.Habit = null;
        await home.Sam.Rings().Presses("1");
        await home.Ada.GetsText("taken");
        await home.Bo.GetsText("taken");
        await home.EndsAsync();
    }

    [Fact]
    public async Task Killed_while_held_it_stays_quiet_and_clears_once()
    {
        await using var home = await StartAsync();
        await home.ReadsAsync(62);
        await home.Sam.Rings().Presses("1").Hears("acknowledged");
        await home.DiesAndComesBackAsync();

        await home.ReadsAsync(61);
        await home.IsQuietAsync(Household.WaitAfterCall + TimeSpan.FromSeconds(2));
        await home.DiesAndComesBackAsync();
        await home.RecoversAsync();
        await home.Sam.GetsText("101 mg/dL");
        await home.DiesAndComesBackAsync();
        await home.IsQuietAsync(TimeSpan.FromSeconds(2));
        await home.EndsAsync();
    }

    private async Task<Household> StartAsync()
    {
        var home = await Household.StartAsync(await nightscout.OpenAsync());
        home.Booth.Webhooks.Twice = true;
        home.Booth.Webhooks.OutOfOrder = true;
        return home;
    }
}
