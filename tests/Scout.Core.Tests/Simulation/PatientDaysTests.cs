namespace Scout.Core.Tests.Simulation;

/// <summary>Seeded days; a failure names its seed. SCOUT_SIMULATION_DAYS sets how many are lived.</summary>
public sealed class PatientDaysTests
{
    private static readonly int Days = int.TryParse(
        Environment.GetEnvironmentVariable("SCOUT_SIMULATION_DAYS"),
        out var days
    )
        ? days
        : 500;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Whatever_goes_wrong_the_invariants_hold(int half)
    {
        const int length = 5;
        var turns = 0;
        for (var seed = half; seed < Days / length; seed += 2)
        {
            turns += PatientDays.Live(seed, TimeSpan.FromDays(length));
        }

        TestContext.Current.SendDiagnosticMessage("{0} turns in {1} days", turns, Days / 2);
        turns.ShouldBeGreaterThan(Days * 100);
    }
}
