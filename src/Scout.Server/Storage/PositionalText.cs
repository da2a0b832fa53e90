using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Scout.Server.Storage;

/// <summary>
/// A statement whose @names have become $1, $2 …, with the properties they stand for. Npgsql would read a text with names
/// anew at every run; there are few texts, so each is read once.
/// </summary>
internal sealed partial class PositionalText(
    string sql,
    IReadOnlyList<(PropertyInfo Property, NpgsqlDbType? Type)> places
)
{
    public static PositionalText Of(string sql, Type? arguments)
    {
        var places = new List<PropertyInfo>();
        var text = Names()
            .Replace(
                sql,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (name.Length == 0)
                    {
                        return match.Value;
                    }

                    var property =
                        arguments?.GetProperty(
                            name,
                            BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase
                        ) ?? throw new ArgumentException($"No value for @{name} in: {sql}", nameof(arguments));
                    var place = places.IndexOf(property);
                    if (place < 0)
                    {
                        place = places.Count;
                        places.Add(property);
                    }

                    return $"${place + 1}";
                }
            );
        return new PositionalText(text, places.ConvertAll(property => (property, TypeOf(property.PropertyType))));
    }

    public NpgsqlBatchCommand With(object? arguments)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var (property, type) in places)
        {
            var value = property.GetValue(arguments) ?? DBNull.Value;
            var parameter = new NpgsqlParameter { Value = value is Enum ? Convert.ToInt32(value) : value };
            if (type is { } known)
            {
                parameter.NpgsqlDbType = known;
            }

            statement.Parameters.Add(parameter);
        }

        return statement;
    }

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

    // A quoted text is passed over whole.
    [GeneratedRegex(
        "'[^']*'|@(?<name>[A-Za-z_][A-Za-z0-9_]*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Names();
}
