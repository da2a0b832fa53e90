using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Scout.Server.Storage;

/// <summary>One file, one process: write-ahead log, fsync at every commit, one writer, many readers.</summary>
internal sealed class SqliteDatabase : Database
{
    private const int MostReaders = 16;

    // The usual 2 MB of cache and 4 MB of log are for telephones: keys are texts without order, so pages come back.
    private static readonly string[] WriterSettings =
    [
        "pragma synchronous = full",
        "pragma cache_size = -8000", // kB; four times as much made no turn faster
        "pragma wal_autocheckpoint = 4000",
    ];
    private static readonly string[] ReaderSettings = ["pragma query_only = on"];

    private readonly string _connectionString;
    private readonly ConcurrentBag<SqliteConnector> _readers = [];
    private readonly SemaphoreSlim _places = new(MostReaders);
    private readonly SqliteWriter _writer;

    public SqliteDatabase(string path)
    {
        SqliteLibrary.Use();
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            Pooling = false,
        }.ToString();
        _writer = new SqliteWriter(() => Connect(WriterSettings), Bell);
    }

    public override Engine Engine => Engine.Sqlite;

    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var connector = _readers.TryTake(out var idle) ? idle : Connect(ReaderSettings);
        try
        {
            connector.Say("begin");
            return await work(new Session(Engine, connector, transaction: null, Bell, cancellationToken));
        }
        finally
        {
            connector.Say("rollback");
            _readers.Add(connector);
            _places.Release();
        }
    }

    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        _writer.WriteAsync(work, cancellationToken);

    public override Task WriteFirstAsync(Func<Session, Task> work, CancellationToken cancellationToken) =>
        _writer.WriteFirstAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancellationToken
        );

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }

        _places.Dispose();
    }

    private SqliteConnector Connect(IEnumerable<string> settings)
    {
        var connector = new SqliteConnector(_connectionString);
        connector.Open();
        foreach (var setting in settings)
        {
            connector.Say(setting);
        }

        return connector;
    }
}
