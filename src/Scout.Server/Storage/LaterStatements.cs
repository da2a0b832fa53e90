using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;

namespace Scout.Server.Storage;

/// <summary>Statements for PostgreSQL that wait to travel together in one round trip.</summary>
internal sealed class LaterStatements
{
    private static readonly ConcurrentDictionary<(string Sql, Type? Arguments), PositionalText> Texts = new();

    private readonly List<NpgsqlBatchCommand> _statements = [];

    public bool IsEmpty => _statements.Count == 0;

    public void Add(string sql, object? arguments)
    {
        var text = Texts.GetOrAdd((sql, arguments?.GetType()), key => PositionalText.Of(key.Sql, key.Arguments));
        _statements.Add(text.With(arguments));
    }

    public async Task SendAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string? last,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction?)transaction);
        foreach (var statement in _statements)
        {
            batch.BatchCommands.Add(statement);
        }

        if (last is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(last));
        }

        _statements.Clear();
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
