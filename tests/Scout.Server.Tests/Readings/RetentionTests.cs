using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Scout.Core.Readings;
using Scout.Server.Readings;
using Scout.Server.Tests.Due;
using Scout.TestKit;

namespace Scout.Server.Tests.Readings;

public sealed class RetentionTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Old_readings_go_in_chunks_and_their_hours_stay(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine, Token);
        var start = _time.GetUtcNow();
        await test.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into watches (id, kind, name, settings, declared_by, created_at)
                    values ('w', 'nightscout', 'Sam', '{}', 'demo', 0)
                    """
                );
                await session.AddReadingsAsync(
                    "w",
                    "glucose",
                    "mg/dL",
                    [
                        .. Enumerable
                            .Range(0, 12_000)
                            .Select(i => new Reading(start.AddMinutes(i), 100, Trend.Steady, start)),
                    ]
                );
                await session.ExecuteAsync(
                    "insert into inputs (id, at) values ('old', @at)",
                    new { at = start.ToUnixTimeMilliseconds() }
                );
            },
            Token
        );
        var retention = new Retention(
            test.Database,
            _time,
            new Settings(new RetentionOptions { ReadingDays = 2 }),
            NullLogger<Retention>.Instance
        );
        await using var node = new DueNode(test.Database, _time, retention);
        await node.RunDueAsync();
        _time.Advance(TimeSpan.FromMinutes(10_000) + TimeSpan.FromDays(2));

        await node.RunDueAsync();

        (await CountAsync(test, "readings")).ShouldBe(12_000 - 9_960); // whole hours only
        (await CountAsync(test, "rollups")).ShouldBe(200);
        (await CountAsync(test, "inputs")).ShouldBe(1);
        (await CountAsync(test, "due")).ShouldBe(1);
    }

    private static Task<long> CountAsync(TestDatabase test, string table) =>
        test.Database.ReadAsync(session => session.ScalarAsync<long>($"select count(*) from {table}"), Token);

    private sealed class Settings(RetentionOptions value) : IOptionsMonitor<RetentionOptions>
    {
        public RetentionOptions CurrentValue => value;

        public RetentionOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<RetentionOptions, string?> listener) => null;
    }
}
