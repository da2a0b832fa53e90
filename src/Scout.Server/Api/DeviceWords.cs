using System.Globalization;
using System.Text.Json;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Api;

/// <summary>Rows of devices as the API shows them.</summary>
internal static class DeviceWords
{
    public static ApiDevice Of(DeviceRow row) =>
        new(
            row.Id,
            row.NetworkId,
            row.ExternalId,
            row.Sensor,
            row.Name,
            row.State,
            row.WatchId,
            At(row.FirstSeen),
            At(row.LastSeen),
            row.Interval?.TotalSeconds,
            row.ExpectedMs / 1000d,
            row.BatteryAt is { } battery ? new ApiBattery(row.BatteryV, row.BatteryPercent, At(battery)) : null,
            row.Rssi,
            row.Snr,
            row is { Lat: { } lat, Lng: { } lng, LocatedAt: { } located }
                ? new ApiPlace(lat, lng, row.RadiusM, At(located))
                : null,
            row.TroubleOf
        );

    public static ApiMessage Of(MessageRow row) =>
        new(
            row.Id,
            At(row.EventTs),
            At(row.ReceivedAt),
            row.Kind,
            row.Seq,
            row.Payload,
            row.Port,
            JsonElement.Parse(row.ValuesJson),
            row.DecodeState,
            row.Mark,
            row.Copies
        );

    public static ApiDownlink Of(DownlinkRow row) =>
        new(
            row.Id,
            row.Data,
            row.State,
            row.Info,
            At(row.CreatedAt),
            row.SentAt is { } sent ? At(sent) : null,
            row.EndedAt is { } ended ? At(ended) : null,
            At(row.ExpiresAt)
        );

    public static async Task<IReadOnlyList<ApiSeries>> SeriesAsync(Session session, DeviceRow device)
    {
        var rows = await session.QueryAsync<SeriesLine>(
            "select id, field, unit, last_at, last_value from series where watch_id = @WatchId order by field",
            new { device.WatchId }
        );
        return
        [
            .. rows.Select(row => new ApiSeries(
                row.Id,
                row.Field,
                row.Unit,
                row.LastValue,
                row.LastAt is { } at ? At(at) : null
            )),
        ];
    }

    /// <summary>The place of a message in the list of all of its device.</summary>
    public static string PlaceOf(MessageRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.EventTs}.{row.Id}");

    /// <param name="text">Empty: the beginning.</param>
    public static bool ReadPlace(string? text, out MessagePlace? place)
    {
        place = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (
            text.Split('.') is [var at, var id]
            && long.TryParse(at, CultureInfo.InvariantCulture, out var time)
            && long.TryParse(id, CultureInfo.InvariantCulture, out var number)
        )
        {
            place = new MessagePlace(time, number);
            return true;
        }

        return false;
    }

    private static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);

    private sealed record SeriesLine
    {
        public required long Id { get; init; }

        public required string Field { get; init; }

        public required string Unit { get; init; }

        public long? LastAt { get; init; }

        public double? LastValue { get; init; }
    }
}
