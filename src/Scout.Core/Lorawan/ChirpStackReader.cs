using System.Text.Json;
using Scout.Core.Devices;
using Scout.Core.Events;

namespace Scout.Core.Lorawan;

/// <summary>An event of ChirpStack v4's HTTP integration, as JSON. What is left out has its default: zero, empty, false.</summary>
internal static class ChirpStackReader
{
    public static DeviceBody Read(DeviceRequest request)
    {
        if (LooseJson.Read(request.Body.Span) is not { } root)
        {
            return DeviceBody.Unreadable(
                "The body is no JSON object: choose the encoding JSON for the HTTP integration, and not Protobuf."
            );
        }

        var parts = new ReadParts();
        var info = root.In("deviceInfo");
        var device = Told.First(info.Said("devEui"), root.Said("devEui"), root.Said("devEUI"));
        if (DeviceName.Problem(device) is { } wrong)
        {
            parts.Refuse("", device.Length == 0 ? "It names no device: deviceInfo.devEui is missing." : wrong);
            return parts.Body;
        }

        if (!LooseScalar.TryInstant(root.Said("time"), out var time))
        {
            parts.Refuse("", DeviceName.NoTime(root.Said("time")));
            return parts.Body;
        }

        var (kind, word) = KindOf(root, request);
        var message = new DeviceMessage(kind, device, time ?? request.ReceivedAt, "")
        {
            Name = Told.Short(info.Said("deviceName"), Told.LongestName),
        };
        message = kind switch
        {
            MessageKind.Uplink => Uplink(message, root),
            MessageKind.Status => message with
            {
                BatteryPercent =
                    root.FlagOf("batteryLevelUnavailable") is true || root.FlagOf("externalPowerSource") is true
                        ? null
                        : root.NumberOf("batteryLevel") ?? 0,
            },
            MessageKind.Acknowledge => message with
            {
                Downlink = new DownlinkReport(null, root.FlagOf("acknowledged") is true, word, false),
            },
            MessageKind.Log => message with
            {
                Info = Told.Short(
                    string.Join(
                        ": ",
                        new[] { root.Said("code"), root.Said("description") }.Where(one => one.Length > 0)
                    ),
                    Told.LongestText
                ),
            },
            MessageKind.Location => message with
            {
                Location = Place.Of(
                    root.In("location").NumberOf("latitude") ?? 0,
                    root.In("location").NumberOf("longitude") ?? 0,
                    root.In("location").NumberOf("accuracy")
                ),
            },
            _ => message,
        };
        parts.Add(message with { Key = KeyOf(message, word, root, time, request.ReceivedAt) });
        return parts.Body;
    }

    private static DeviceMessage Uplink(DeviceMessage message, JsonElement root)
    {
        var stations = root.In("rxInfo").Stations(one => one.Said("gatewayId"), absent: 0);
        return message with
        {
            Sequence = root.CountOf("fCnt") ?? 0,
            Port = (int)(root.CountOf("fPort") ?? 0),
            Payload = HexBytes.ReadBase64(root.Said("data")),
            Values = DeviceFields.Of(root.In("object"), _ => false),
            Stations = stations,
            Rssi = stations.IsEmpty ? null : stations[0].Rssi,
            Snr = stations.IsEmpty ? null : stations[0].Snr,
        };
    }

    private static (MessageKind Kind, string Word) KindOf(JsonElement root, DeviceRequest request)
    {
        var query = LooseForm.Read(System.Text.Encoding.UTF8.GetBytes(request.Query)) ?? default;
        var word = Told.First(query.Said("event"), request.Hint).ToLowerInvariant();
        MessageKind? told = word switch
        {
            "up" => MessageKind.Uplink,
            "status" => MessageKind.Status,
            "join" => MessageKind.Join,
            "ack" => MessageKind.Acknowledge,
            "log" => MessageKind.Log,
            "location" => MessageKind.Location,
            "txack" or "integration" => MessageKind.Event,
            _ => null,
        };
        return told is { } known ? (known, word) : Guess(root);
    }

    private static (MessageKind Kind, string Word) Guess(JsonElement root) =>
        root.Has("acknowledged") || root.Has("fCntDown") ? (MessageKind.Acknowledge, "ack")
        : root.Has("margin") || root.Has("batteryLevel") || root.Has("batteryLevelUnavailable")
            ? (MessageKind.Status, "status")
        : root.Has("description") && root.Has("code") ? (MessageKind.Log, "log")
        : root.Has("location") ? (MessageKind.Location, "location")
        : root.Has("rxInfo") || root.Has("data") || root.Has("object") || root.Has("dr") ? (MessageKind.Uplink, "up")
        : root.Has("devAddr") ? (MessageKind.Join, "join")
        : (MessageKind.Event, "event");

    private static string KeyOf(
        DeviceMessage message,
        string word,
        JsonElement root,
        DateTimeOffset? time,
        DateTimeOffset receivedAt
    ) =>
        root.Said("deduplicationId") is { Length: > 0 } id
            ? $"{word}:{MessageKey.Short(id)}"
            : MessageKey.Of(
                word,
                time,
                message.Sequence,
                message.HasPayload ? Convert.ToHexString(message.Payload.AsSpan()) : message.Info,
                receivedAt
            );
}
