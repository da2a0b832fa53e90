using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Devices;
using Scout.Core.Events;

namespace Scout.Core.Sigfox;

/// <summary>
/// A callback of Sigfox. Its body is a text that the user typed with variables in it, so every scalar may come quoted or
/// bare; the kind is told by the address or by the fields that are there.
/// </summary>
internal static class SigfoxReader
{
    private static readonly HashSet<string> s_variables = new(
        [
            "device",
            "deviceTypeId",
            "time",
            "data",
            "seqNumber",
            "ack",
            "longPolling",
            "rssi",
            "snr",
            "station",
            "avgSnr",
            "duplicate",
            "lat",
            "lng",
            "radius",
            "geolocSource",
            "lqi",
            "linkQuality",
            "fixedLat",
            "fixedLng",
            "operatorName",
            "countryCode",
            "duplicates",
            "computedLocation",
            "key",
            "type",
        ],
        StringComparer.Ordinal
    );

    /// <summary>Whether a body is a callback: at Sigfox' door always, elsewhere when it names a device as Sigfox does.</summary>
    public static bool IsOwn(JsonElement body, NetworkKind network) =>
        network is NetworkKind.Sigfox
        || (
            body.Has("device")
            && body.In("values").ValueKind is not JsonValueKind.Object
            && !body.Has("ts")
            && (
                body.Has("seqNumber")
                || body.Has("infoCode")
                || body.Has("computedLocation")
                || body.Has("duplicates")
                || body.Has("deviceTypeId")
                || !HexBytes.Read(body.Said("data")).IsDefaultOrEmpty
            )
        );

    public static (DeviceMessage? Message, string Problem) Read(
        JsonElement body,
        JsonElement query,
        NetworkKind network,
        DeviceRequest request
    )
    {
        string Said(string name) => Told.First(body.Said(name), query.Said(name));

        var kind = KindOf(body, network, Told.First(request.Hint, query.Said("type")));
        var device = Told.First(Said("device"), kind is MessageKind.Event ? Said("sourceId") : "");
        if (DeviceName.Problem(device) is { } wrong)
        {
            return (null, wrong);
        }

        if (!LooseScalar.TryInstant(Said("time"), out var time))
        {
            return (null, DeviceName.NoTime(Said("time")));
        }

        var hex = Said("data");
        var payload = body.Has("data") || hex.Length > 0 ? HexBytes.Read(hex) : default;
        if (hex.Length > 0 && payload.IsDefault)
        {
            return (null, $"\"{Told.Short(hex, 40)}\" in data is not hexadecimal.");
        }

        var sequence = LooseScalar.Counter(Said("seqNumber"));
        var message = new DeviceMessage(kind, device, time ?? request.ReceivedAt, "")
        {
            Sequence = sequence,
            Payload = payload,
            Rssi = body.NumberOf("rssi"),
            Snr = body.NumberOf("snr"),
            Info = Told.Short(Told.First(Said("info"), Said("eventType")), Told.LongestText),
        };
        message = kind switch
        {
            MessageKind.Uplink or MessageKind.Advanced => Measured(message, body, query, network),
            MessageKind.Status => message with
            {
                BatteryVolts = body.NumberOf("batt"),
                Temperature = body.NumberOf("temp"),
            },
            MessageKind.Acknowledge => message with { Downlink = Downlink(body) },
            MessageKind.Error or MessageKind.Event => message with
            {
                Trouble = kind is MessageKind.Error ? SigfoxCodes.Trouble(Said("severity")) : DeviceTrouble.None,
            },
            MessageKind.Location => message with
            {
                Location = Place.Of(body.NumberOf("lat"), body.NumberOf("lng"), body.NumberOf("radius")),
            },
            _ => message,
        };
        return (message with { Key = KeyOf(message, time, request.ReceivedAt) }, "");
    }

    private static DeviceMessage Measured(
        DeviceMessage message,
        JsonElement body,
        JsonElement query,
        NetworkKind network
    )
    {
        var values = DeviceFields.Of(body, s_variables.Contains);
        if (values.IsEmpty && query.ValueKind is JsonValueKind.Object)
        {
            values = DeviceFields.Of(query, s_variables.Contains);
        }

        var stations = Stations(body);
        var located = body.ObjectOf("computedLocation");
        // Other states say that no position was found.
        var isFound = located.Said("status") is "" or "1";
        return message with
        {
            Values = values,
            WantsDownlink = network is NetworkKind.Sigfox && (body.FlagOf("ack") ?? query.FlagOf("ack")) is true,
            Link = SigfoxCodes.Link(Told.First(body.Said("linkQuality"), body.Said("lqi"))),
            Stations = stations,
            Rssi = stations.IsEmpty ? message.Rssi : stations[0].Rssi,
            Snr = stations.IsEmpty ? message.Snr : stations[0].Snr,
            Location =
                (
                    isFound
                        ? Place.Of(located.NumberOf("lat"), located.NumberOf("lng"), located.NumberOf("radius"))
                        : null
                ) ?? Place.Of(body.NumberOf("fixedLat"), body.NumberOf("fixedLng"), null),
        };
    }

    private static ImmutableArray<Station> Stations(JsonElement body)
    {
        var list = body.In("duplicates");
        if (list.ValueKind is JsonValueKind.String)
        {
            list = LooseJson.ReadAny(System.Text.Encoding.UTF8.GetBytes(body.TextOf("duplicates"))) ?? default;
        }

        return list.ValueKind is JsonValueKind.Array
            ?
            [
                .. list.EnumerateArray()
                    .Where(one => one.ValueKind is JsonValueKind.Object)
                    .Take(50)
                    .Select(one => new Station(
                        Told.Short(one.Said("bsId"), Told.LongestName),
                        one.NumberOf("rssi"),
                        one.NumberOf("snr")
                    ))
                    .OrderByDescending(station => station.Rssi ?? double.MinValue),
            ]
            : [];
    }

    private static DownlinkReport Downlink(JsonElement body)
    {
        var code = body.CountOf("infoCode") is >= 0 and <= 1000 and var number ? (int?)number : null;
        var isAcknowledged = code is null ? body.FlagOf("downlinkAck") is true : code is 0;
        var words = Told.Short(body.Said("infoMessage"), Told.LongestText);
        return new DownlinkReport(
            code,
            isAcknowledged,
            Told.First(words, code is { } known ? SigfoxCodes.Downlink(known) : ""),
            body.FlagOf("downlinkOverusage") is true
        );
    }

    private static MessageKind KindOf(JsonElement body, NetworkKind network, string hint) =>
        hint.ToLowerInvariant() switch
        {
            "status" => MessageKind.Status,
            "ack" or "acknowledge" => MessageKind.Acknowledge,
            "advanced" or "data-advanced" or "data_advanced" => MessageKind.Advanced,
            "geoloc" or "location" => MessageKind.Location,
            "error" => MessageKind.Error,
            "event" or "repeater" => MessageKind.Event,
            "data" or "up" or "uplink" or "bidir" => MessageKind.Uplink,
            _ when body.Has("eventType") => MessageKind.Event,
            _ when body.Has("infoCode") => MessageKind.Acknowledge,
            _ when body.Has("severity") && !body.Has("data") => MessageKind.Error,
            _ when body.Has("lqi")
                    || body.Has("linkQuality")
                    || body.Has("computedLocation")
                    || body.Has("duplicates") => MessageKind.Advanced,
            _ when body.Has("geolocSource") => MessageKind.Location,
            _ when network is NetworkKind.Sigfox && body.Has("batt") && !body.Has("data") && IsAlone(body) =>
                MessageKind.Status,
            _ => MessageKind.Uplink,
        };

    // With values of other names beside it, the battery is one of the values that Sigfox decoded.
    private static bool IsAlone(JsonElement body) =>
        DeviceFields.Of(body, name => s_variables.Contains(name) || name is "batt" or "temp").IsEmpty;

    private static string KeyOf(DeviceMessage message, DateTimeOffset? time, DateTimeOffset receivedAt)
    {
        var kind = message.Kind switch
        {
            MessageKind.Uplink or MessageKind.Advanced => "up", // one message, told twice
            var other => other.ToString().ToLowerInvariant(),
        };
        var content =
            message.HasPayload ? Convert.ToHexString(message.Payload.AsSpan())
            : message.Downlink is { } report ? report.ToString()
            : message.Info.Length > 0 ? $"{message.Trouble}:{message.Info}"
            : FieldJson.Write(message.Values);
        return MessageKey.Of(kind, time, message.Sequence, content, receivedAt);
    }
}
