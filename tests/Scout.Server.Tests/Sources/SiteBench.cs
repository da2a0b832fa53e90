using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.TestKit;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Sources;

/// <summary>The Nightscout source on a real database and a fake site, with a clock that stands and turns that are written down.</summary>
internal sealed class SiteBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    private static readonly EphemeralDataProtectionProvider Keys = new();

    private readonly TestDatabase _database;
    private readonly SiteConnector _connector;
    private readonly PollFigures _figures = new();
    private readonly List<(string Watch, Reading Reading)> _taken = [];
    private readonly Lock _lock = new();
    private bool _isRestarted;

    private SiteBench(TestDatabase database, FakeNightscout fake, ManualTime time, NightscoutOptions options)
    {
        _database = database;
        Fake = fake;
        Time = time;
        Options = options;
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        _connector = new SiteConnector(wrapped, new SiteTls(time));
        Client = new NightscoutClient(_connector, wrapped, time);
        Store = new SourceStore(new SecretBox(Keys), wrapped);
        Memories = new SiteMemories(Store);
        Poller = new NightscoutPoller(
            Database,
            new SiteReader(Client),
            Memories,
            new SiteBook(Database, Client, TakeAsync, Log<SiteBook>()),
            _figures,
            wrapped,
            time,
            Log<NightscoutPoller>()
        );
        Push = new NightscoutPush(Database, Client, _connector, Poller, Memories, wrapped, time, Log<NightscoutPush>());
        Health = new NightscoutHealth(Database, Memories, _figures, wrapped, time);
        Test = new SiteTest(Client, time);
    }

    public ManualTime Time { get; }

    public FakeNightscout Fake { get; }

    public FakeSite Site => Fake.Root;

    public NightscoutOptions Options { get; }

    public Database Database => _database.Database;

    public NightscoutClient Client { get; }

    public SourceStore Store { get; }

    public SiteMemories Memories { get; }

    public NightscoutPoller Poller { get; }

    public NightscoutPush Push { get; }

    public NightscoutHealth Health { get; }

    public SiteTest Test { get; }

    /// <summary>Everything that was logged, as one text.</summary>
    public List<string> Logged { get; } = [];

    /// <summary>A watch whose turns fail, as a bug or a broken database would make them.</summary>
    public string? BrokenWatch { get; set; }

    /// <summary>Called after every turn.</summary>
    public Action? OnTurn { get; set; }

    public IReadOnlyList<(string Watch, Reading Reading)> Taken
    {
        get
        {
            lock (_lock)
            {
                return [.. _taken];
            }
        }
    }

    /// <summary>The values that reached a watch, in the order they came.</summary>
    public IEnumerable<double> ValuesOf(string watch) =>
        Taken.Where(taken => taken.Watch == watch).Select(taken => taken.Reading.Value);

    public static async Task<SiteBench> CreateAsync(
        string engine = BothEngines.Sqlite,
        Action<NightscoutOptions>? set = null
    )
    {
        var time = new ManualTime(Noon);
        var options = new NightscoutOptions { AllowPrivateUrls = true };
        set?.Invoke(options);
        var database = await TestDatabase.CreateAsync(engine, TestContext.Current.CancellationToken);
        return new SiteBench(database, await FakeNightscout.StartAsync(time), time, options);
    }

    /// <summary>As after a restart: the same database and sites, nothing remembered.</summary>
    public SiteBench Restarted() => new(_database, Fake, Time, Options) { _isRestarted = true };

    /// <summary>A watch on a site of the fake; returns its source.</summary>
    public Task<string> WatchAsync(string watch, int site = 0, string credential = "") =>
        WatchAsync(watch, Fake.AddressOf(site), credential);

    public Task<string> WatchAsync(string watch, Uri site, string credential = "") =>
        Database.WriteAsync(
            async session =>
            {
                var now = Time.GetUtcNow();
                var source = await Store.DeclareAsync(session, site, NightscoutCredential.Parse(credential), now);
                await session.ExecuteAsync(
                    """
                    insert into watches (id, kind, name, source_id, settings, declared_by, created_at)
                    values (@watch, 'nightscout', 'Sam', @source, '{}', 'environment', @now)
                    on conflict (id) do update set source_id = excluded.source_id
                    """,
                    new
                    {
                        watch,
                        source,
                        now = now.ToUnixTimeMilliseconds(),
                    }
                );
                return source;
            },
            TestContext.Current.CancellationToken
        );

    public Task UnwatchAsync(string watch) =>
        Database.WriteAsync(
            session => session.ExecuteAsync("update watches set removed_at = 1 where id = @watch", new { watch }),
            TestContext.Current.CancellationToken
        );

    public Task PollAsync(string source) =>
        Poller.DoAsync(
            new DueRow("poll", source, Time.GetUtcNow().ToUnixTimeMilliseconds(), 1, 1),
            TestContext.Current.CancellationToken
        );

    /// <summary>A minute later, poll.</summary>
    public Task PollNextAsync(string source)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        return PollAsync(source);
    }

    public async Task<SourceState> SourceAsync(string source) =>
        (
            await Database.ReadAsync(session => session.FindSourceAsync(source), TestContext.Current.CancellationToken)
        ).ShouldNotBeNull();

    public Task<IReadOnlyList<DueLine>> DueAsync(string kind) =>
        Database.ReadAsync(
            session =>
                session.QueryAsync<DueLine>(
                    "select key as Key, due_at as DueAt, period_ms as PeriodMs from due where kind = @kind order by key",
                    new { kind }
                ),
            TestContext.Current.CancellationToken
        );

    public Task ClearDueAsync(string kind) =>
        Database.WriteAsync(
            session => session.ExecuteAsync("delete from due where kind = @kind", new { kind }),
            TestContext.Current.CancellationToken
        );

    /// <summary>Grows with every commit on SQLite.</summary>
    public long Written => new FileInfo(Path.Combine(_database.Folder, "scout.db-wal")).Length;

    public async ValueTask DisposeAsync()
    {
        _connector.Dispose();
        _figures.Dispose();
        if (!_isRestarted)
        {
            await Fake.DisposeAsync();
            await _database.DisposeAsync();
        }
    }

    private async Task TakeAsync(string watch, WatchInput input, CancellationToken cancellationToken)
    {
        if (watch == BrokenWatch)
        {
            throw new InvalidOperationException("the database is full");
        }

        var readings = input.ShouldBeOfType<WatchInput.ReadingsArrived>().Readings;
        await Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into series (watch_id, field, unit, last_at) values (@watch, 'glucose', 'mg/dL', @last)
                    on conflict (watch_id, field) do update set last_at = excluded.last_at where excluded.last_at > series.last_at
                    """,
                    new { watch, last = readings.Max(reading => reading.At).ToUnixTimeMilliseconds() }
                ),
            cancellationToken
        );
        lock (_lock)
        {
            _taken.AddRange(readings.Select(reading => (watch, reading)));
        }

        OnTurn?.Invoke();
    }

    private ListLogger<T> Log<T>() => new(Logged);

    internal sealed record DueLine
    {
        public required string Key { get; init; }
        public required long DueAt { get; init; }
        public required long PeriodMs { get; init; }
    }

    private sealed class ListLogger<T>(List<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (lines)
            {
                lines.Add($"{formatter(state, exception)} {exception}");
            }
        }
    }
}
