using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Storage;

public sealed class NodeClockTests
{
    [Fact]
    public async Task A_node_whose_own_clock_is_wrong_goes_by_the_databases()
    {
        var stop = TestContext.Current.CancellationToken;
        if (TestDatabase.PostgresServer is null)
        {
            Assert.Skip("SCOUT_TEST_POSTGRES holds no connection string (eng/postgres.sh start prints one)");
        }

        await using var database = await TestDatabase.CreateAsync(BothEngines.Postgres, stop);
        var machine = new ManualTime(); // months away from the database's clock
        var clock = new NodeClock(machine);
        clock.GetUtcNow().ShouldBe(machine.GetUtcNow());

        await clock.SetAsync(database.Database, stop);
        var theirs = await database.Database.ReadAsync(
            session => session.ScalarAsync<long>("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),
            stop
        );
        (DateTimeOffset.FromUnixTimeMilliseconds(theirs) - clock.GetUtcNow())
            .Duration()
            .ShouldBeLessThan(TimeSpan.FromMinutes(1));

        var before = clock.GetUtcNow();
        machine.Advance(TimeSpan.FromSeconds(7));
        (clock.GetUtcNow() - before).ShouldBe(TimeSpan.FromSeconds(7));
    }
}
