using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Scout.Server.Storage;

namespace Scout.TestKit;

/// <summary>A fresh database for one test: a SQLite file, or a database on the PostgreSQL that the environment names.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _engine;
    private readonly string _name = $"scout_test_{Guid.CreateVersion7():N}";
    private readonly List<Database> _nodes = [];

    private TestDatabase(string engine)
    {
        _engine = engine;
        Folder = Path.Combine(Path.GetTempPath(), _name);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>A connection string of a PostgreSQL on which tests may make databases; null when there is none.</summary>
    public static string? PostgresServer =>
        Environment.GetEnvironmentVariable("SCOUT_TEST_POSTGRES") is { Length: > 0 } address ? address : null;

    /// <summary>A data folder of its own, removed at the end.</summary>
    public string Folder { get; }

    /// <summary>The same storage as settings of a server.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Scout:Data"] = Folder,
            ["Scout:Database"] = _engine == BothEngines.Postgres ? PostgresAddress : null,
        };

    internal Database Database => _nodes[0];

    private string PostgresAddress => new NpgsqlConnectionStringBuilder(PostgresServer) { Database = _name }.ToString();

    /// <summary>With its tables, unless the test wants to make them.</summary>
    public static async Task<TestDatabase> CreateAsync(
        string engine,
        CancellationToken cancellationToken,
        bool migrated = true
    )
    {
        var database = new TestDatabase(engine);
        if (engine == BothEngines.Postgres)
        {
            await OnServerAsync($"create database {database._name}");
        }

        database.OpenNode();
        if (migrated)
        {
            var migrator = new Migrator(database.Database, TimeProvider.System, NullLogger<Migrator>.Instance);
            await migrator.RunAsync(cancellationToken);
        }

        return database;
    }

    /// <summary>Another node on the same database. On SQLite only one may write at a time, and the others wait.</summary>
    internal Database OpenNode()
    {
        Database node =
            _engine == BothEngines.Postgres
                ? new PostgresDatabase(PostgresAddress)
                : new SqliteDatabase(Path.Combine(Folder, "scout.db"));
        _nodes.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        if (_engine == BothEngines.Postgres)
        {
            await OnServerAsync($"drop database {_name} with (force)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresServer);
        await connection.ExecuteAsync(sql);
    }
}
