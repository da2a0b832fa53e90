using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Scout.Server.Storage;

/// <summary>One PostgreSQL for any number of nodes.</summary>
internal sealed class PostgresDatabase : Database
{
    private const int MostTries = 6;

    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string address)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        _source = NpgsqlDataSource.Create(PostgresAddress.Parse(address));
    }

    public override Engine Engine => Engine.Postgres;

    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        return await work(new Session(Engine, connection, transaction, Bell, cancellationToken));
    }

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryWriteAsync(work, cancellationToken);
            }
            catch (PostgresException conflict)
                when (attempt < MostTries
                    && conflict.SqlState
                        is PostgresErrorCodes.SerializationFailure
                            or PostgresErrorCodes.DeadlockDetected
                )
            {
                // The other one has gone on; it is our turn now.
            }
        }
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> TryWriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        Session session;
        T result;
        await using (var connection = await _source.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(
                IsolationLevel.ReadCommitted,
                cancellationToken
            );
            session = new Session(Engine, connection, transaction, Bell, cancellationToken);
            result = await work(session);
            await session.CommitAsync();
        }

        session.Committed();
        return result;
    }
}
