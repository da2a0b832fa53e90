using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>
/// A message of a script or a board: `{"temp":21.5}`, `{"ts":…,"values":{…}}`, the fields of a form. Who sent it stands in
/// `device`; without it, everything of a network is one device.
/// </summary>
internal static class GenericDevice
{
    /// <summary>The one device of a network whose messages name none.</summary>
    public const string Unnamed = "main";

    private static readonly string[] s_devices =
    [
        "device",
        "deviceId",
        "device_id",
        "deviceName",
        "dev_eui",
        "devEui",
        "dev_id",
    ];

    private static readonly string[] s_times = ["ts", "time", "timestamp"];
    private static readonly string[] s_sequences = ["seqNumber", "seq", "fCnt", "f_cnt"];
    private static readonly string[] s_latitudes = ["lat", "latitude"];
    private static readonly string[] s_longitudes = ["lng", "lon", "longitude"];

    private static readonly HashSet<string> s_others = new(
        ["key", "values", "data", "payload", "port", "fPort", "rssi", "snr", "precision", "radius"],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> s_taken = new(
        [.. s_devices, .. s_times, .. s_sequences, .. s_latitudes, .. s_longitudes, .. s_others],
        StringComparer.Ordinal
    );

    /// <param name="named">The device, when it stands outside of the object; empty: inside.</param>
    public static (DeviceMessage? Message, string Problem) Of(
        NetworkKind network,
        DeviceRequest request,
        JsonElement body,
        JsonElement query,
        string named,
        DateTimeOffset? at
    )
    {
        string Said(string[] names) => Told.First(body.SaidAny(names), query.SaidAny(names));

        var device = Told.First(named, Said(s_devices), network is NetworkKind.Data ? "" : Unnamed);
        if (DeviceName.Problem(device) is { } wrong)
        {
            return (null, wrong);
        }

        if (!LooseScalar.TryInstant(Said(s_times), out var time))
        {
            return (null, DeviceName.NoTime(Said(s_times)));
        }

        time ??= at;
        var hex = Told.First(body.SaidAny("data", "payload"), query.SaidAny("data", "payload"));
        var payload = HexBytes.Read(hex);
        var isRaw = hex.Length > 0 && !payload.IsDefault;
        bool IsTaken(string name) => s_taken.Contains(name) && (isRaw || name is not ("data" or "payload"));

        // What stands in `values` is a value, whatever its name.
        var inside = body.In("values") is { ValueKind: JsonValueKind.Object } nested
            ? DeviceFields.Of(nested, _ => false)
            : [];
        var values = inside.IsEmpty ? DeviceFields.Of(body, IsTaken) : inside;
        if (query.ValueKind is JsonValueKind.Object)
        {
            var known = values;
            values =
            [
                .. known,
                .. DeviceFields.Of(query, IsTaken).Where(extra => !known.Any(value => value.Name == extra.Name)),
            ];
        }

        if (values.IsEmpty && !isRaw)
        {
            return (null, "It holds no value: send names with numbers, like temp=21.5.");
        }

        var sequence = LooseScalar.Number(Said(s_sequences)) is { } number ? (long?)(long)number : null;
        var content = isRaw ? Convert.ToHexString(payload.AsSpan()) : FieldJson.Write(values);
        return (
            new DeviceMessage(
                MessageKind.Uplink,
                device,
                time ?? request.ReceivedAt,
                MessageKey.Of("up", time, sequence, content, request.ReceivedAt)
            )
            {
                Sequence = sequence,
                Payload = isRaw ? payload : default,
                Port = body.CountOf("port") is >= 0 and <= 255 and var port ? (int)port : null,
                Values = values,
                Rssi = body.NumberOf("rssi"),
                Snr = body.NumberOf("snr"),
                Location = Place.Of(
                    LooseScalar.Number(Said(s_latitudes)),
                    LooseScalar.Number(Said(s_longitudes)),
                    body.NumberOf("radius")
                ),
            },
            ""
        );
    }

    public static (DeviceMessage? Message, string Problem) Of(
        NetworkKind network,
        DeviceRequest request,
        InfluxLine line
    )
    {
        var (device, values) = line.Device(s_devices, network is NetworkKind.Data ? Unnamed : "");
        if (DeviceName.Problem(device) is { } wrong)
        {
            return (null, wrong);
        }

        if (!LooseScalar.TryInstant(line.Time, out var time))
        {
            return (null, DeviceName.NoTime(line.Time));
        }

        return (
            new DeviceMessage(
                MessageKind.Uplink,
                device,
                time ?? request.ReceivedAt,
                MessageKey.Of("up", time, null, FieldJson.Write(values), request.ReceivedAt)
            )
            {
                Values = values,
            },
            ""
        );
    }
}
