using System.Data.Common;
using Dapper;

namespace Scout.Server.Storage;

/// <summary>Brings the tables up to date: each embedded file once, in order, one node at a time.</summary>
internal sealed partial class Migrator(Database database, TimeProvider time, ILogger<Migrator> logger)
{
    private const long LockKey = 0x53636F7574; // "Scout"

    public Task RunAsync(CancellationToken cancellationToken) =>
        RunAsync(Migration.Embedded(database.Engine), cancellationToken);

    /// <summary>All files or none: tables change inside a transaction on both engines.</summary>
    public async Task RunAsync(IReadOnlyList<Migration> files, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (database.Engine is Engine.Sqlite)
        {
            // Both stay with the file and cannot be set inside a transaction.
            await connection.ExecuteAsync("pragma auto_vacuum = incremental; pragma journal_mode = wal");
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.Engine is Engine.Postgres)
        {
            await connection.ExecuteAsync("select pg_advisory_xact_lock(@LockKey)", new { LockKey }, transaction);
        }

        var applied = await AppliedAsync(transaction);
        foreach (var file in files)
        {
            if (!applied.Remove(file.Number, out var hash))
            {
                await ApplyAsync(file, transaction);
                LogApplied(file.Name);
            }
            else if (hash != file.Hash)
            {
                throw new StorageException($"Migration {file.Name} was changed after it ran on this database.");
            }
        }

        if (applied.Count > 0)
        {
            throw new StorageException(
                $"The database is newer than this server: it has migration {applied.Keys.Max()}, which this server does not know."
            );
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<Dictionary<long, string>> AppliedAsync(DbTransaction transaction)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            create table if not exists schema_migrations (
                number     bigint not null primary key,
                name       text   not null,
                hash       text   not null,
                applied_at bigint not null
            )
            """,
            transaction: transaction
        );
        var rows = await transaction.Connection!.QueryAsync<(long Number, string Hash)>(
            "select number, hash from schema_migrations",
            transaction: transaction
        );
        return rows.ToDictionary(row => row.Number, row => row.Hash);
    }

    private async Task ApplyAsync(Migration file, DbTransaction transaction)
    {
        await transaction.Connection!.ExecuteAsync(file.For(database.Engine), transaction: transaction);
        await transaction.Connection!.ExecuteAsync(
            "insert into schema_migrations (number, name, hash, applied_at) values (@Number, @Name, @Hash, @now)",
            new
            {
                file.Number,
                file.Name,
                file.Hash,
                now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            transaction
        );
    }

    [LoggerMessage(4001, LogLevel.Information, "Migration {Name} applied")]
    private partial void LogApplied(string name);
}
