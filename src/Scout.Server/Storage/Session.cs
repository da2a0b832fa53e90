using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;

namespace Scout.Server.Storage;

/// <summary>Statements of one unit of work.</summary>
internal sealed class Session(
    Engine engine,
    DbConnection connection,
    DbTransaction? transaction,
    Bell bell,
    CancellationToken cancellationToken
)
{
    private List<Action>? _afterCommit;
    private DateTimeOffset _soonest = DateTimeOffset.MaxValue;
    private LaterStatements? _later;

    public Engine Engine => engine;

    /// <summary>Words that PostgreSQL needs and SQLite, having one writer, does not.</summary>
    public string ForUpdate => engine is Engine.Postgres ? "for update" : "";

    /// <summary>
    /// Joins a table to a list of <see cref="Rows"/> that stands before it. Left the choice, SQLite, which cannot tell how
    /// long a list is, walks the table and reads the list anew for each row of it.
    /// </summary>
    public string JoinEach => engine is Engine.Postgres ? "join" : "cross join";

    public string SkipLocked => engine is Engine.Postgres ? "for update skip locked" : "";

    /// <summary>The words of a list, to stand behind "in": one text whatever the list's length.</summary>
    /// <param name="name">Of the argument, which <see cref="Words"/> makes.</param>
    public string OneOf(string name) =>
        engine is Engine.Postgres
            ? $"(select jsonb_array_elements_text(cast(@{name} as jsonb)))"
            : $"(select value from json_each(@{name}))";

    public static string Words(IEnumerable<string> list) =>
        JsonSerializer.Serialize([.. list], SessionJson.Default.StringArray);

    /// <summary>A statement failed: PostgreSQL would turn the commit into a rollback without a word.</summary>
    public bool Failed { get; private set; }

    /// <summary>Several statements in one text, divided by semicolons, are one round trip. Returns the rows touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? arguments = null) =>
        InOrderAsync(() => connection.ExecuteAsync(Command(sql, arguments)));

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        InOrderAsync(async () => (IReadOnlyList<T>)(await connection.QueryAsync<T>(Command(sql, arguments))).AsList());

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? arguments = null) =>
        InOrderAsync(() => connection.QueryFirstOrDefaultAsync<T>(Command(sql, arguments)));

    /// <summary>The first column of the first row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? arguments = null) =>
        InOrderAsync(() => connection.ExecuteScalarAsync<T>(Command(sql, arguments)));

    /// <summary>Several selects in one text: one round trip. Read the results in their order, then dispose.</summary>
    public Task<SqlMapper.GridReader> QueryMultipleAsync(string sql, object? arguments = null) =>
        InOrderAsync(() => connection.QueryMultipleAsync(Command(sql, arguments)));

    /// <summary>Rows one by one, for results too large to hold. No other statement until the last is read.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string sql, object? arguments = null)
    {
        await FlushAsync();
        await foreach (
            var row in connection
                .QueryUnbufferedAsync<T>(sql, arguments, transaction)
                .WithCancellation(cancellationToken)
        )
        {
            yield return row;
        }
    }

    /// <summary>
    /// One statement whose result nobody needs. It takes effect before the next statement of the session or the
    /// commit, whichever is first; on PostgreSQL all that gather travel together, with the commit, in one round trip.
    /// </summary>
    public void Later(string sql, object? arguments = null)
    {
        if (engine is Engine.Postgres)
        {
            (_later ??= new LaterStatements()).Add(sql, arguments);
        }
        else
        {
            connection.Execute(Command(sql, arguments));
        }
    }

    /// <summary>New rows of a table, whatever their number, with the next statement or the commit.</summary>
    /// <param name="columns">Of the table.</param>
    public void InsertLater(string table, Rows columns, IEnumerable<object?[]> rows)
    {
        var names = string.Join(", ", columns.Names);
        if (connection is SqliteConnector sqlite)
        {
            var marks = string.Join(", ", columns.Names.Select(_ => "?"));
            sqlite.SayEach($"insert into {table} ({names}) values ({marks})", rows);
        }
        else
        {
            Later(
                $"insert into {table} ({names}) select {names} from {columns.In(this)} as r",
                new { rows = Rows.Of(rows) }
            );
        }
    }

    /// <summary>Runs once the unit is durable: wake a loop, tell a page. Never anything that must not be lost.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>Wakes the loop once the unit is durable: something is due at this time.</summary>
    public void Ring(DateTimeOffset at) => _soonest = at < _soonest ? at : _soonest;

    public void Committed()
    {
        if (_soonest < DateTimeOffset.MaxValue)
        {
            bell.Ring(_soonest);
        }

        foreach (var action in _afterCommit ?? [])
        {
            action();
        }
    }

    /// <summary>PostgreSQL only: what waits and the commit, in one round trip.</summary>
    public async Task CommitAsync()
    {
        if (Failed)
        {
            throw new InvalidOperationException("A statement of this unit failed; nothing of it can be kept.");
        }

        if (_later is { IsEmpty: false } later)
        {
            await later.SendAsync(connection, transaction, "commit", cancellationToken);
        }
        else
        {
            await transaction!.CommitAsync(cancellationToken);
        }
    }

    private Task FlushAsync() =>
        _later is { IsEmpty: false } later
            ? later.SendAsync(connection, transaction, last: null, cancellationToken)
            : Task.CompletedTask;

    private async Task<T> InOrderAsync<T>(Func<Task<T>> statement)
    {
        try
        {
            await FlushAsync();
            return await statement();
        }
        catch
        {
            Failed = true;
            throw;
        }
    }

    private CommandDefinition Command(string sql, object? arguments) =>
        new(sql, arguments, transaction, cancellationToken: cancellationToken);
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class SessionJson : JsonSerializerContext;
