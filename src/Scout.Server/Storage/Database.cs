using System.Data.Common;

namespace Scout.Server.Storage;

internal enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>The one way to the tables. Knows which engine is behind; nobody else does.</summary>
internal abstract class Database : IAsyncDisposable
{
    public abstract Engine Engine { get; }

    /// <summary>Rings when this process has committed something that is due.</summary>
    public Bell Bell { get; } = new();

    /// <summary>What this process remembers of a time in which it could not write.</summary>
    public Outage Outage { get; } = new();

    /// <summary>Reads a consistent picture. Never writes.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// One unit of work: everything it wrote is kept, or nothing; durable when the task completes.
    /// On SQLite units that wait together share one commit, so a unit awaits nothing but its session.
    /// A unit may run again after a conflict between nodes: it has no effects of its own outside the session.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken);

    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancellationToken
        );

    /// <summary>The same, ahead of what waits: somebody outside waits for the answer. Short, and never inside another unit.</summary>
    public virtual Task WriteFirstAsync(Func<Session, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(work, cancellationToken);

    /// <summary>
    /// Runs a statement that takes a portion of the rows, again and again until none is left, each time as a unit of its
    /// own: others write in between.
    /// </summary>
    /// <returns>How many rows in all.</returns>
    public async Task<int> DrainAsync(string statement, object arguments, CancellationToken cancellationToken)
    {
        var total = 0;
        while (
            await WriteAsync(session => session.ExecuteAsync(statement, arguments), cancellationToken)
                is > 0
                    and var rows
        )
        {
            total += rows;
        }

        return total;
    }

    /// <summary>A connection of its own, for migrations and listeners.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
