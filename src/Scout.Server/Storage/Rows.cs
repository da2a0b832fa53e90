using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scout.Server.Storage;

/// <summary>
/// Many rows as one parameter: an array of arrays in JSON, which a statement reads as if it were a table. One statement
/// for a whole batch, the same on both engines.
/// </summary>
/// <param name="columns">"name type", divided by commas; types are text, bigint and double precision.</param>
internal sealed class Rows(string columns)
{
    private readonly (string Name, string Type)[] _columns =
    [
        .. columns
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(column => (column[..column.IndexOf(' ')], column[(column.IndexOf(' ') + 1)..])),
    ];

    // Only a database reads it: a quote is \" and not the six characters that a page would need.
    private static readonly JsonWriterOptions Options = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private string? _sqlite;
    private string? _postgres;

    public IEnumerable<string> Names => _columns.Select(column => column.Name);

    /// <summary>The rows of @rows, for a from clause.</summary>
    public string In(Session session) =>
        session.Engine is Engine.Postgres ? _postgres ??= ForPostgres() : _sqlite ??= ForSqlite();

    /// <summary>The parameter. Values are strings, longs, doubles and nulls, in the order of the columns.</summary>
    public static string Of(IEnumerable<object?[]> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartArray();
                foreach (var value in row)
                {
                    Write(json, value);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no value of a row.", nameof(value));
        }
    }

    private string ForSqlite() =>
        $"(select {string.Join(", ", _columns.Select((column, index) =>
            string.Create(CultureInfo.InvariantCulture, $"{Taken(column.Type, index)} as {column.Name}")
        ))} from json_each(@rows))";

    // What JSON writes as 21 is a whole number to SQLite, where a column would make a double of it.
    private static string Taken(string type, int index) =>
        type is "double precision"
            ? $"cast(json_extract(value, '$[{index}]') as real)"
            : $"json_extract(value, '$[{index}]')";

    private string ForPostgres() =>
        $"(select {string.Join(", ", _columns.Select((column, index) =>
            string.Create(CultureInfo.InvariantCulture, $"(one ->> {index})::{column.Type} as {column.Name}")
        ))} from json_array_elements(@rows::json) as one)";
}
