using System.Collections.Immutable;
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

    /// <summary>What is longer is not kept to be read again.</summary>
    private const int LongestRaw = 8_000;

    public static readonly string[] Devices =
    [
        "device",
        "deviceId",
        "device_id",
        "deviceName",
        "dev_eui",
        "devEui",
        "dev_id",
    ];

    public static readonly string[] Times = ["ts", "time", "timestamp"];
    public static readonly string[] Sequences = ["seqNumber", "seq", "fCnt", "f_cnt"];
    private static readonly string[] s_latitudes = ["lat", "latitude"];
    private static readonly string[] s_longitudes = ["lng", "lon", "longitude"];

    private static readonly HashSet<string> s_others = new(
        ["key", "values", "data", "payload", "port", "fPort", "rssi", "snr", "precision", "radius"],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> s_taken = new(
        [.. Devices, .. Times, .. Sequences, .. s_latitudes, .. s_longitudes, .. s_others],
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

        var device = Told.First(named, Said(Devices), network is NetworkKind.Data ? "" : Unnamed);
        if (DeviceName.Problem(device) is { } wrong)
        {
            return (null, wrong);
        }

        if (!LooseScalar.TryInstant(Said(Times), out var time))
        {
            return (null, DeviceName.NoTime(Said(Times)));
        }

        time ??= at;
        var payload = PayloadOf(body, query);
        var isRaw = !payload.IsDefault;
        var values = ValuesOf(body, isRaw);
        if (query.ValueKind is JsonValueKind.Object)
        {
            var known = values;
            values =
            [
                .. known,
                .. DeviceFields
                    .Of(query, name => IsTaken(name, isRaw))
                    .Where(extra => !known.Any(value => value.Name == extra.Name)),
            ];
        }

        if (values.IsEmpty && !isRaw)
        {
            return (null, "It holds no value: send names with numbers, like temp=21.5.");
        }

        var sequence = LooseScalar.Counter(Said(Sequences));
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
                Payload = payload,
                Port = body.CountOf("port") is >= 0 and <= 255 and var port ? (int)port : null,
                Values = values,
                // Of two that were put together there is no one object to read again.
                Raw =
                    network is NetworkKind.Generic
                    && (query.ValueKind is not JsonValueKind.Object || Equals(query, body))
                        ? RawOf(body)
                        : "",
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
        var (device, values) = line.Device(Devices, network is NetworkKind.Data ? Unnamed : "");
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

    private static bool IsTaken(string name, bool isRaw) =>
        s_taken.Contains(name) && (isRaw || name is not ("data" or "payload"));

    /// <summary>Default: it brings no bytes.</summary>
    public static ImmutableArray<byte> PayloadOf(JsonElement body, JsonElement query)
    {
        var hex = Told.First(body.SaidAny("data", "payload"), query.SaidAny("data", "payload"));
        return hex.Length > 0 ? HexBytes.Read(hex) : default;
    }

    /// <summary>What stands in `values` is a value, whatever its name.</summary>
    /// <param name="isRaw">It brings bytes, under one of two names that are values otherwise.</param>
    public static ImmutableArray<FieldValue> ValuesOf(JsonElement body, bool isRaw)
    {
        var inside = body.In("values") is { ValueKind: JsonValueKind.Object } nested
            ? DeviceFields.Of(nested, _ => false)
            : [];
        return inside.IsEmpty ? DeviceFields.Of(body, name => IsTaken(name, isRaw)) : inside;
    }

    /// <summary>Empty: it is too long to be kept.</summary>
    public static string RawOf(JsonElement entry) => entry.GetRawText() is { Length: <= LongestRaw } raw ? raw : "";
}
