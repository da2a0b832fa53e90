using System.Text.Json;
using Scout.Core.Devices;
using Scout.Core.Events;

namespace Scout.Core.Lorawan;

/// <summary>
/// A webhook of The Things Stack v3. It leaves out what is empty, false or zero, so that a number that is not there is a
/// zero, a reception's strength included.
/// </summary>
internal static class TtsReader
{
    private static readonly (string Field, MessageKind Kind)[] s_kinds =
    [
        ("uplink_message", MessageKind.Uplink),
        ("join_accept", MessageKind.Join),
        ("location_solved", MessageKind.Location),
        ("downlink_ack", MessageKind.Acknowledge),
        ("downlink_nack", MessageKind.Acknowledge),
        ("downlink_failed", MessageKind.Acknowledge),
    ];

    public static DeviceBody Read(DeviceRequest request)
    {
        if (LooseJson.Read(request.Body.Span) is not { } root)
        {
            return DeviceBody.Unreadable("The body is no JSON object: choose the format JSON for the webhook.");
        }

        var parts = new ReadParts();
        var ids = root.In("end_device_ids");
        var device = Told.First(ids.Said("dev_eui"), ids.Said("device_id"));
        if (device.Length == 0)
        {
            parts.Refuse("", "It names no device: end_device_ids is missing.");
            return parts.Body;
        }

        if (DeviceName.Problem(device) is { } wrong)
        {
            parts.Refuse("", wrong);
            return parts.Body;
        }

        var (field, kind) = s_kinds.FirstOrDefault(one => root.Has(one.Field), (Field: "", Kind: MessageKind.Event));
        var inner = root.In(field);
        var said = Told.First(inner.Said("received_at"), root.Said("received_at"));
        if (!LooseScalar.TryInstant(said, out var time))
        {
            parts.Refuse("", DeviceName.NoTime(said));
            return parts.Body;
        }

        var message = new DeviceMessage(kind, device, time ?? request.ReceivedAt, "")
        {
            Name = Told.Short(ids.Said("device_id"), Told.LongestName),
            IsSimulated = root.FlagOf("simulated") is true,
        };
        message = kind switch
        {
            MessageKind.Uplink => Uplink(message, inner, root),
            MessageKind.Location => message with { Location = PlaceOf(inner.In("location")) },
            MessageKind.Acknowledge => message with
            {
                Downlink = new DownlinkReport(null, field is "downlink_ack", field, false),
            },
            _ => message,
        };
        parts.Add(message with { Key = KeyOf(message, inner, field, time, root, request.ReceivedAt) });
        return parts.Body;
    }

    private static DeviceMessage Uplink(DeviceMessage message, JsonElement uplink, JsonElement root)
    {
        var payload = HexBytes.ReadBase64(uplink.Said("frm_payload"));
        var stations = uplink
            .In("rx_metadata")
            .Stations(
                one => Told.First(one.In("gateway_ids").Said("gateway_id"), one.In("gateway_ids").Said("eui")),
                absent: 0
            );
        var battery = uplink.In("last_battery_percentage");
        return message with
        {
            Sequence = uplink.CountOf("f_cnt") ?? 0,
            Port = (int)(uplink.CountOf("f_port") ?? 0),
            Payload = payload,
            Values = DeviceFields.Of(uplink.In("decoded_payload"), _ => false),
            Stations = stations,
            Rssi = stations.IsEmpty ? null : stations[0].Rssi,
            Snr = stations.IsEmpty ? null : stations[0].Snr,
            BatteryPercent =
                battery.ValueKind is JsonValueKind.Object
                    ? battery.NumberOf("value") ?? 0
                    : uplink.NumberOf("last_battery_percentage"),
            Location = LocationOf(uplink.In("locations")) ?? LocationOf(root.In("locations")),
        };
    }

    // The one that a person typed, else any.
    private static DeviceLocation? LocationOf(JsonElement locations) =>
        locations.ValueKind is not JsonValueKind.Object
            ? null
            : PlaceOf(locations.In("user"))
                ?? locations
                    .EnumerateObject()
                    .Select(one => PlaceOf(one.Value))
                    .FirstOrDefault(place => place is not null);

    private static DeviceLocation? PlaceOf(JsonElement place) =>
        place.ValueKind is JsonValueKind.Object
            ? Place.Of(place.NumberOf("latitude") ?? 0, place.NumberOf("longitude") ?? 0, place.NumberOf("accuracy"))
            : null;

    private static string KeyOf(
        DeviceMessage message,
        JsonElement inner,
        string field,
        DateTimeOffset? time,
        JsonElement root,
        DateTimeOffset receivedAt
    )
    {
        if (message.Kind is MessageKind.Uplink && inner.Said("session_key_id") is { Length: > 0 } session)
        {
            return $"up:{MessageKey.Short(session)}:{message.Sequence}";
        }

        var kind = message.Kind is MessageKind.Uplink ? "up" : Told.First(field, "event");
        var content = message.HasPayload ? Convert.ToHexString(message.Payload.AsSpan()) : "";
        return MessageKey.Of(kind, time, message.Sequence, Told.First(content, Correlation(root)), receivedAt);
    }

    private static string Correlation(JsonElement root) =>
        root.In("correlation_ids") is { ValueKind: JsonValueKind.Array } ids && ids.GetArrayLength() > 0
            ? MessageKey.Short(ids[0].ToString())
            : "";
}
