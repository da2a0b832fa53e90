using System.Text.Json;
using Scout.Server.Accounts.OpenId;
using Scout.Server.Accounts.Passkeys;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>
/// Everything that is an account's, as one JSON file, written while it is read: years of readings never lie in memory.
/// Secrets are left out: a file lies in download folders for years.
/// </summary>
internal sealed class Export(Database database, TimeProvider time)
{
    private const int Portion = 5_000;

    public async Task WriteAsync(Stream body, string account, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(body, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("exportedAt", time.GetUtcNow());
        await WriteAccountAsync(json, account, cancellationToken);
        await WriteTablesAsync(json, ExportTables.OfAccount, new { account }, cancellationToken);
        await WriteDevicesAsync(json, account, cancellationToken);
        json.WriteStartArray("watches");
        var watches = await database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    "select id from watches where account_id = @account order by created_at, id",
                    new { account }
                ),
            cancellationToken
        );
        foreach (var watch in watches)
        {
            await WriteWatchAsync(json, watch, cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private async Task WriteDevicesAsync(Utf8JsonWriter json, string account, CancellationToken cancellationToken)
    {
        await WriteTablesAsync(json, ExportTables.OfDevices, new { account }, cancellationToken);
        await WriteMessagesAsync(json, account, cancellationToken);
    }

    // In portions, as readings.
    private async Task WriteMessagesAsync(Utf8JsonWriter json, string account, CancellationToken cancellationToken)
    {
        json.WriteStartArray("messages");
        var after = 0L;
        while (await MessagesAsync(account, after, cancellationToken) is { Count: > 0 } portion)
        {
            foreach (IDictionary<string, object?> row in portion)
            {
                WriteRow(json, row);
                after = (long)row["id"]!;
            }

            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
    }

    private Task<IReadOnlyList<dynamic>> MessagesAsync(
        string account,
        long after,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<dynamic>(
                    """
                    select m.id, m.device_id, m.event_ts as event_at, m.received_at, m.kind, m.seq, m.payload, m.values_json, m.meta
                    from messages m
                    join devices d on d.id = m.device_id
                    join networks n on n.id = d.network_id
                    where n.account_id = @account and m.id > @after
                    order by m.id
                    limit @limit
                    """,
                    new
                    {
                        account,
                        after,
                        limit = (long)Portion,
                    }
                ),
            cancellationToken
        );

    private async Task WriteAccountAsync(Utf8JsonWriter json, string account, CancellationToken cancellationToken)
    {
        var (row, passkeys, logins, devices, tokens) = await database.ReadAsync(
            async session =>
                (
                    await session.FindAccountAsync(account),
                    await session.PasskeysAsync(account),
                    await session.LoginsAsync(account),
                    await session.DevicesAsync(account, time.GetUtcNow()),
                    await session.TokensAsync(account)
                ),
            cancellationToken
        );
        json.WriteStartObject("account");
        json.WriteString("id", account);
        json.WriteString("name", row?.Name);
        json.WriteString("email", row?.Email);
        json.WriteString("role", row?.Role);
        json.WriteString("language", row?.Language);
        json.WriteString("unit", row?.Unit);
        json.WriteString("zone", row?.Zone);
        WriteNames(json, "passkeys", passkeys.Select(passkey => passkey.Name));
        WriteNames(json, "signInsBy", logins.Select(login => login.Issuer));
        WriteNames(json, "devices", devices.Select(device => device.Name));
        WriteNames(json, "tokens", tokens.Select(token => token.Name));
        json.WriteEndObject();
    }

    private async Task WriteWatchAsync(Utf8JsonWriter json, string watch, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        await WriteTablesAsync(json, ExportTables.OfWatch, new { watch }, cancellationToken);
        await WriteAlertsAsync(json, watch, cancellationToken);
        await WriteSeriesAsync(json, watch, cancellationToken);
        json.WriteEndObject();
    }

    private async Task WriteAlertsAsync(Utf8JsonWriter json, string watch, CancellationToken cancellationToken)
    {
        json.WriteStartArray("alerts");
        var alerts = await database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    "select id from alerts where watch_id = @watch order by opened_at, id",
                    new { watch }
                ),
            cancellationToken
        );
        foreach (var alert in alerts)
        {
            json.WriteStartObject();
            await WriteTablesAsync(json, ExportTables.OfAlert, new { alert }, cancellationToken);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private async Task WriteSeriesAsync(Utf8JsonWriter json, string watch, CancellationToken cancellationToken)
    {
        json.WriteStartArray("series");
        var all = await database.ReadAsync(
            session =>
                session.QueryAsync<SeriesRow>(
                    "select id, field, unit from series where watch_id = @watch order by id",
                    new { watch }
                ),
            cancellationToken
        );
        foreach (var series in all)
        {
            json.WriteStartObject();
            json.WriteString("field", series.Field);
            json.WriteString("unit", series.Unit);
            json.WriteStartArray("readings");
            var after = long.MinValue;
            while (await PortionAsync(series.Id, after, cancellationToken) is { Count: > 0 } portion)
            {
                foreach (var reading in portion)
                {
                    json.WriteStartArray();
                    json.WriteStringValue(DateTimeOffset.FromUnixTimeMilliseconds(reading.Ts));
                    json.WriteNumberValue(reading.Value);
                    json.WriteEndArray();
                }

                after = portion[^1].Ts;
                await json.FlushAsync(cancellationToken);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // In portions of their own: a slow line must not keep a picture of the whole database open.
    private Task<IReadOnlyList<ReadingLine>> PortionAsync(
        long series,
        long after,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<ReadingLine>(
                    """
                    select ts, value from readings
                    where series_id = @series and ts > @after
                    order by ts
                    limit @limit
                    """,
                    new
                    {
                        series,
                        after,
                        limit = (long)Portion,
                    }
                ),
            cancellationToken
        );

    /// <summary>Rows as objects by their columns; times as UTC, JSON as it is. Each table is read by itself.</summary>
    private async Task WriteTablesAsync(
        Utf8JsonWriter json,
        IReadOnlyList<ExportTable> tables,
        object arguments,
        CancellationToken cancellationToken
    )
    {
        foreach (var table in tables)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync<dynamic>(table.Sql, arguments),
                cancellationToken
            );
            json.WriteStartArray(table.Name);
            foreach (IDictionary<string, object?> row in rows)
            {
                WriteRow(json, row);
            }

            json.WriteEndArray();
            await json.FlushAsync(cancellationToken);
        }
    }

    private static void WriteRow(Utf8JsonWriter json, IDictionary<string, object?> row)
    {
        json.WriteStartObject();
        foreach (var (column, value) in row)
        {
            json.WritePropertyName(column);
            WriteValue(json, column, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string column, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long time
                when column is "at" || column.EndsWith("_at", StringComparison.Ordinal) || column is "paused_until":
                json.WriteStringValue(DateTimeOffset.FromUnixTimeMilliseconds(time));
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case string text
                when column is "settings" or "line" or "roster" or "plan" or "fields" or "values_json" or "meta"
                    && text.StartsWith('{'):
                json.WriteRawValue(text);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names)
        {
            json.WriteStringValue(one);
        }

        json.WriteEndArray();
    }

    private sealed record SeriesRow(long Id, string Field, string Unit);

    private sealed record ReadingLine(long Ts, double Value);
}
