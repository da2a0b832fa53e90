using Microsoft.Extensions.Options;
using Scout.Server.Hosting;
using Scout.Server.Hosting.Health;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Hosting;

/// <summary>Nodes on one PostgreSQL: which of them has a wrong clock.</summary>
public sealed class ClockLookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Rule", "GA-R31")]
    [InlineData(90, "ahead of")]
    [InlineData(-90, "behind")]
    public async Task A_node_whose_clock_is_not_the_databases_is_named(int seconds, string way)
    {
        if (TestDatabase.PostgresServer is null)
        {
            Assert.Skip("SCOUT_TEST_POSTGRES holds no connection string (eng/postgres.sh start prints one)");
        }

        await using var database = await TestDatabase.CreateAsync(BothEngines.Postgres, Stop);
        var clock = new NodeClock(new ManualTime(TimeProvider.System.GetUtcNow().AddSeconds(seconds)));
        await clock.SetAsync(database.Database, Stop);
        var scout = Options.Create(new ScoutOptions { Node = "attic" });
        var look = new ClockLook(database.Database, new StartedAt(clock), scout, clock);

        var finding = (await look.LookAsync(Stop)).Single();

        finding.Level.ShouldBe(HealthLevel.Warning);
        finding.Impairs!.Detail.ShouldStartWith("The clock of attic is ");
        finding.Impairs.Detail.ShouldEndWith($"{way} the database's.");
    }
}
