using System.Data.Common;
using Dapper;

namespace Scout.Server.Storage;

/// <summary>Statements of one unit of work.</summary>
internal sealed class Session(
    Engine engine,
    DbConnection connection,
    DbTransaction? transaction,
    CancellationToken cancellationToken
)
{
    private List<Action>? _afterCommit;

    public Engine Engine => engine;

    /// <summary>Words that PostgreSQL needs and SQLite, having one writer, does not.</summary>
    public string ForUpdate => engine is Engine.Postgres ? "for update" : "";

    public string SkipLocked => engine is Engine.Postgres ? "for update skip locked" : "";

    public Task<int> ExecuteAsync(string sql, object? arguments = null) =>
        connection.ExecuteAsync(Command(sql, arguments));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        (await connection.QueryAsync<T>(Command(sql, arguments))).AsList();

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? arguments = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, arguments));

    /// <summary>Runs once the unit is durable: wake a loop, tell a page. Never anything that must not be lost.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    public void Committed()
    {
        foreach (var action in _afterCommit ?? [])
        {
            action();
        }
    }

    private CommandDefinition Command(string sql, object? arguments) =>
        new(sql, arguments, transaction, cancellationToken: cancellationToken);
}
