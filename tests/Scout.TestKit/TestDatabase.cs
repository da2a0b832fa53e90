using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Scout.Server.Storage;

namespace Scout.TestKit;

/// <summary>
/// A fresh database for one test: a SQLite file, or a database on the PostgreSQL that the environment names. Its tables
/// are copied, not made: they are made once for all tests of a process.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTables = new(MakeSqliteTablesAsync);
    private static readonly Lazy<Task<string>> PostgresTables = new(MakePostgresTablesAsync);

    private readonly string _engine;
    private readonly string _name = $"scout_test_{Guid.CreateVersion7():N}";
    private readonly List<Database> _nodes = [];

    // Dapper compiles what reads a result once for each text and address; here all addresses of an engine lead to the
    // same tables, and compiling took more time than the tests did.
    static TestDatabase() => SqlMapper.ConnectionStringComparer = new SameTables();

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

    private string PostgresAddress => AddressOf(_name);

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
            var template = migrated ? $" template {await PostgresTables.Value}" : "";
            await OnServerAsync($"create database {database._name}{template}");
        }
        else if (migrated)
        {
            File.Copy(await SqliteTables.Value, Path.Combine(database.Folder, "scout.db"));
        }

        database.OpenNode();
        cancellationToken.ThrowIfCancellationRequested();
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

    private static string AddressOf(string name) =>
        new NpgsqlConnectionStringBuilder(PostgresServer) { Database = name }.ToString();

    private static async Task<string> MakeSqliteTablesAsync()
    {
        var folder = Directory.CreateTempSubdirectory("scout-tables-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "scout.db");
        await using var database = new SqliteDatabase(file);
        await MigrateAsync(database);
        return file;
    }

    private static async Task<string> MakePostgresTablesAsync()
    {
        var name = $"scout_tables_{Guid.CreateVersion7():N}";
        await OnServerAsync($"create database {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            OnServerAsync($"drop database {name} with (force)").GetAwaiter().GetResult();
        await using var database = new PostgresDatabase(AddressOf(name));
        await MigrateAsync(database);
        return name;
    }

    private static Task MigrateAsync(Database database) =>
        new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).RunAsync(CancellationToken.None);

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresServer);
        await connection.ExecuteAsync(sql);
    }

    private sealed class SameTables : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => EngineOf(x) == EngineOf(y);

        public int GetHashCode(string address) => EngineOf(address).GetHashCode();

        private static bool EngineOf(string? address) =>
            address?.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase) is true;
    }
}
