using Scout.Core.Readings;
using Scout.Server.Readings;
using Scout.Server.Storage;
using Scout.TestKit;

namespace Scout.Server.Tests.Readings;

public sealed class ReadingStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task The_first_readings_of_a_watch_make_its_series(string engine)
    {
        await using var test = await WatchAsync(engine);

        var added = await AddAsync(test, At(0, 120), At(5, 118));

        added.New.ShouldBe([At(0, 120), At(5, 118)]);
        added.Changed.ShouldBeEmpty();
        added.Known.ShouldBe(0);
        (await WindowAsync(test, 10)).ShouldBe([At(0, 120), At(5, 118)]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_known_reading_says_nothing_new_and_keeps_the_time_it_was_received(string engine)
    {
        await using var test = await WatchAsync(engine);
        await AddAsync(test, At(0, 120));

        var again = await AddAsync(test, At(0, 120) with { ReceivedAt = Noon.AddHours(1) }, At(5, 118));

        again.New.ShouldBe([At(5, 118)]);
        again.Known.ShouldBe(1);
        again.Window.ShouldBe([At(0, 120), At(5, 118)]);
        (await WindowAsync(test, 10)).ShouldBe([At(0, 120), At(5, 118)]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    [Trait("Rule", "NS-R8")]
    public async Task The_same_time_with_a_changed_value_replaces_the_stored_one(string engine)
    {
        await using var test = await WatchAsync(engine);
        await AddAsync(test, At(0, 120), At(5, 118));

        var added = await AddAsync(test, At(5, 64));

        added.New.ShouldBeEmpty();
        added.Changed.ShouldBe([At(5, 64)]);
        added.Window.ShouldBe([At(0, 120), At(5, 64)]);
        (await WindowAsync(test, 10)).ShouldBe([At(0, 120), At(5, 64)]);
        (await SeriesAsync(test)).ShouldBe((Noon.AddMinutes(5).ToUnixTimeMilliseconds(), 64));
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Out_of_order_the_latest_is_the_latest_measured(string engine)
    {
        await using var test = await WatchAsync(engine);

        await AddAsync(test, At(0, 100));
        await AddAsync(test, At(20, 120));
        var late = await AddAsync(test, At(10, 110));

        late.New.ShouldBe([At(10, 110)]);
        (await WindowAsync(test, 2)).ShouldBe([At(10, 110), At(20, 120)]);
        (await SeriesAsync(test)).ShouldBe((Noon.AddMinutes(20).ToUnixTimeMilliseconds(), 120));
        (await test.Database.ReadAsync(session => session.LatestAsync("w", "glucose"), Token)).ShouldBe(At(20, 120));
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_window_of_nothing_is_empty(string engine)
    {
        await using var test = await WatchAsync(engine);

        (await AddAsync(test)).Window.ShouldBeEmpty();
        (await WindowAsync(test, 10)).ShouldBeEmpty();
        (await test.Database.ReadAsync(session => session.LatestAsync("w", "glucose"), Token)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task An_error_code_of_the_sensor_is_kept_but_is_no_low_in_the_hour(string engine)
    {
        await using var test = await WatchAsync(engine);

        await AddAsync(test, At(0, 120), At(5, 5), At(10, 39));

        (await WindowAsync(test, 10)).Select(reading => reading.Value).ShouldBe([120, 5, 39]);
        var hour = (await HoursAsync(test)).ShouldHaveSingleItem();
        hour.Vmin.ShouldBe(39);
        hour.N.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Two_nodes_that_store_at_once_leave_a_true_summary(string engine)
    {
        await using var test = await WatchAsync(engine);
        var nodes = Enumerable.Range(0, 4).Select(_ => test.OpenNode()).ToList();

        await Task.WhenAll(
            nodes.SelectMany((node, n) => Enumerable.Range(0, 10).Select(i => AddAsync(node, At((i * 4) + n, 100 + i))))
        );

        var hour = (await HoursAsync(test)).ShouldHaveSingleItem();
        hour.N.ShouldBe(40);
        hour.Vsum.ShouldBe(4 * Enumerable.Range(100, 10).Sum());
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task Whatever_arrives_in_whatever_order_window_and_summary_equal_those_computed_from_the_readings(
        string engine
    )
    {
        await using var test = await WatchAsync(engine);
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var truth = new SortedDictionary<long, Reading>();
            var watch = $"w{seed}";
            await MakeWatchAsync(test, watch);
            for (var batch = 0; batch < 6; batch++)
            {
                var readings = Enumerable
                    .Range(0, random.Next(0, 12))
                    .Select(_ =>
                        At(random.Next(0, 60) * 5, random.Next(0, 4) == 0 ? random.Next(1, 39) : random.Next(39, 400))
                    )
                    .ToArray();
                var added = await test.Database.WriteAsync(
                    session => session.AddReadingsAsync(watch, "glucose", "mg/dL", readings, 10),
                    Token
                );
                foreach (var reading in readings)
                {
                    truth[reading.At.ToUnixTimeMilliseconds()] = reading;
                }

                added.Window.ShouldBe(truth.Values.TakeLast(10), $"seed {seed}, batch {batch}");
            }

            (await WindowAsync(test, 10, watch)).ShouldBe(truth.Values.TakeLast(10), $"seed {seed}");
            (await HoursAsync(test, watch)).ShouldBe(Summarise(truth.Values), $"seed {seed}");
        }
    }

    private static IEnumerable<HourRow> Summarise(IEnumerable<Reading> readings) =>
        readings
            .Where(reading => reading.Value >= 39)
            .GroupBy(reading => reading.At.ToUnixTimeMilliseconds() / Rollups.Step * Rollups.Step)
            .OrderBy(hour => hour.Key)
            .Select(hour => new HourRow
            {
                Ts = hour.Key,
                N = hour.Count(),
                Vmin = hour.Min(reading => reading.Value),
                Vmax = hour.Max(reading => reading.Value),
                Vsum = hour.Sum(reading => reading.Value),
                Vfirst = hour.MinBy(reading => reading.At).Value,
                Vlast = hour.MaxBy(reading => reading.At).Value,
            });

    private static Reading At(int minute, double value) =>
        new(Noon.AddMinutes(minute), value, Trend.Steady, Noon.AddMinutes(minute).AddSeconds(30));

    private static async Task<TestDatabase> WatchAsync(string engine)
    {
        var test = await TestDatabase.CreateAsync(engine, Token);
        await MakeWatchAsync(test, "w");
        return test;
    }

    private static Task<int> MakeWatchAsync(TestDatabase test, string watch) =>
        test.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into watches (id, kind, name, settings, declared_by, created_at)
                    values (@watch, 'nightscout', 'Sam', '{}', 'demo', 0)
                    """,
                    new { watch }
                ),
            Token
        );

    private static Task<ReadingsAdded> AddAsync(TestDatabase test, params Reading[] readings) =>
        AddAsync(test.Database, readings);

    private static Task<ReadingsAdded> AddAsync(Database database, params Reading[] readings) =>
        database.WriteAsync(session => session.AddReadingsAsync("w", "glucose", "mg/dL", readings, 10), Token);

    private static async Task<IReadOnlyList<Reading>> WindowAsync(TestDatabase test, int count, string watch = "w") =>
        await test.Database.ReadAsync(session => session.LoadWindowAsync(watch, "glucose", count), Token);

    private static async Task<(long, double)> SeriesAsync(TestDatabase test)
    {
        var row = await test.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<SeriesRow>("select last_at, last_value from series"),
            Token
        );
        return (row!.LastAt, row.LastValue);
    }

    private static Task<IReadOnlyList<HourRow>> HoursAsync(TestDatabase test, string watch = "w") =>
        test.Database.ReadAsync(
            session =>
                session.QueryAsync<HourRow>(
                    """
                    select ts, n, vmin, vmax, vsum, vfirst, vlast from rollups
                    where series_id = (select id from series where watch_id = @watch)
                    order by ts
                    """,
                    new { watch }
                ),
            Token
        );

    private sealed record SeriesRow
    {
        public required long LastAt { get; init; }

        public required double LastValue { get; init; }
    }

    private sealed record HourRow
    {
        public required long Ts { get; init; }

        public required long N { get; init; }

        public required double Vmin { get; init; }

        public required double Vmax { get; init; }

        public required double Vsum { get; init; }

        public required double Vfirst { get; init; }

        public required double Vlast { get; init; }
    }
}
