using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Npgsql;
using NpgsqlTypes;

namespace Scout.Server.Storage;

/// <summary>Statements for PostgreSQL that wait to travel together in one round trip.</summary>
internal sealed class LaterStatements
{
    private static readonly ConcurrentDictionary<Type, Column[]> Shapes = new();

    private readonly List<NpgsqlBatchCommand> _statements = [];

    public bool IsEmpty => _statements.Count == 0;

    public void Add(string sql, object? arguments)
    {
        var statement = new NpgsqlBatchCommand(sql);
        if (arguments is not null)
        {
            foreach (var column in Shapes.GetOrAdd(arguments.GetType(), ShapeOf))
            {
                statement.Parameters.Add(column.Of(arguments));
            }
        }

        _statements.Add(statement);
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

    private static Column[] ShapeOf(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract")
                .Select(property => new Column(property.Name, TypeOf(property.PropertyType), property.GetValue)),
        ];

    // Named, because a null says nothing of its type.
    private static NpgsqlDbType? TypeOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(string) => NpgsqlDbType.Text,
            var t when t == typeof(long) => NpgsqlDbType.Bigint,
            var t when t == typeof(int) || t.IsEnum => NpgsqlDbType.Integer,
            var t when t == typeof(double) => NpgsqlDbType.Double,
            var t when t == typeof(bool) => NpgsqlDbType.Boolean,
            var t when t == typeof(long[]) => NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            var t when t == typeof(double[]) => NpgsqlDbType.Array | NpgsqlDbType.Double,
            var t when t == typeof(string[]) => NpgsqlDbType.Array | NpgsqlDbType.Text,
            _ => null,
        };

    private sealed record Column(string Name, NpgsqlDbType? Type, Func<object, object?> Get)
    {
        public NpgsqlParameter Of(object arguments)
        {
            var value = Get(arguments) ?? DBNull.Value;
            return Type is { } type
                ? new NpgsqlParameter(Name, type) { Value = value is Enum ? Convert.ToInt32(value) : value }
                : new NpgsqlParameter(Name, value);
        }
    }
}
