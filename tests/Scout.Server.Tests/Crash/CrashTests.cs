using System.Globalization;

namespace Scout.Server.Tests.Crash;

/// <summary>
/// The real process under load, killed at random moments: half of them exactly between an order at the carrier and its
/// answer. SCOUT_TEST_SEED repeats the choices of a run; the moments are the machine's.
/// </summary>
public sealed class CrashTests
{
    private const int Kills = 12;

    private readonly int _seed = int.TryParse(
        Environment.GetEnvironmentVariable("SCOUT_TEST_SEED"),
        CultureInfo.InvariantCulture,
        out var seed
    )
        ? seed
        : Random.Shared.Next(100_000);
    private readonly List<DateTimeOffset> _killedAt = [];
    private readonly Lock _gate = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Killed_a_dozen_times_under_load_it_reaches_everybody_and_repeats_nothing_it_could_know_of()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"SCOUT_TEST_SEED={_seed}");
        var random = new Random(_seed);
        var habits = new CrashHabits(_seed);
        await using var town = await CrashTown.BuildAsync();
        town.Booth.Habit = habits.OnCallAsync;
        var people = Enumerable.Range(0, CrashTown.People).ToArray();
        random.Shuffle(people);

        foreach (var round in people.Chunk((CrashTown.People / Kills) + 1))
        {
            await LiveAndDieAsync(town, random, round);
        }

        while (_killedAt.Count < Kills)
        {
            await LiveAndDieAsync(town, random, []);
        }

        habits.EverybodyAnswers = true;
        await town.BeginAsync();
        await town.Process.ReadyAsync(Stop);
        // A key that was pressed just before a kill may count although nobody heard so.
        var held = await CrashRecord.HeldAsync(town);
        await Task.WhenAll(
                people
                    .Where(person => !held.Contains(CrashTown.WatchOf(person)))
                    .Select(person => habits.AcknowledgedAsync(CrashTown.PhoneOf(person)))
            )
            .WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System, Stop);
        (await town.Process.StopAsync(Stop)).ShouldBe(0, town.Process.Said);

        var record = await CrashRecord.ReadAsync(town, _killedAt);
        record.Integrity.ShouldBe("ok");
        record.Unreached.ShouldBeEmpty();
        record.Untold.ShouldBeEmpty();
        record.UnknownOrders.ShouldBeEmpty();
        record.UnexplainedRepetitions.ShouldBeEmpty();
        record.RepeatedCalls.ShouldBeLessThanOrEqualTo(Kills);
        record.Forgotten.ShouldBeEmpty();
        record.AlertsWithoutStory.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_killedAt.Count} kills, {town.Booth.Calls.Count} calls, {town.Booth.Texts.Count} texts; repeated in doubt: {record.RepeatedCalls} calls, {record.RepeatedTexts} texts"
        );
    }

    /// <summary>A start, lows before and after it, and a kill: during the start, at some moment, or in the middle of an order.</summary>
    private async Task LiveAndDieAsync(CrashTown town, Random random, int[] falling)
    {
        var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var person in falling.Where(_ => random.Next(2) == 0).ToArray())
        {
            town.Falls(person);
            falling = [.. falling.Where(other => other != person)];
        }

        await town.BeginAsync();
        switch (random.Next(8))
        {
            case 0:
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(800)), TimeProvider.System, Stop);
                Array.ForEach(falling, town.Falls);
                break;
            case < 4:
                await town.Process.ReadyAsync(Stop);
                Array.ForEach(falling, town.Falls);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 3_000)), TimeProvider.System, Stop);
                break;
            default:
                var orders = random.Next(1, 6);
                town.Booth.Exchange.BeforeAnswer = () =>
                {
                    if (Interlocked.Decrement(ref orders) == 0)
                    {
                        Kill(town);
                        dead.TrySetResult();
                    }
                };
                try
                {
                    await town.Process.ReadyAsync(Stop);
                }
                catch (InvalidOperationException) when (Volatile.Read(ref orders) <= 0)
                {
                    // It works before it greets, and its last order came first.
                }

                Array.ForEach(falling, town.Falls);
                var noOrders = Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System, Stop);
                await Task.WhenAny(dead.Task, noOrders);
                break;
        }

        town.Booth.Exchange.BeforeAnswer = null;
        Kill(town);
    }

    private void Kill(CrashTown town)
    {
        lock (_gate)
        {
            if (!town.Process.HasEnded)
            {
                town.Process.Kill();
                _killedAt.Add(Now);
            }
        }
    }
}
