using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>A message whose parts a mapping finds.</summary>
public static class MappedDevice
{
    /// <param name="body">Around the entry.</param>
    /// <param name="values">What the mapping found in the entry.</param>
    internal static (DeviceMessage? Message, string Problem) Of(
        DeviceRequest request,
        BodyMapping mapping,
        JsonElement entry,
        JsonElement body,
        ImmutableArray<FieldValue> values
    )
    {
        var device = Said(mapping.Device, GenericDevice.Devices);
        if (device.Length == 0 && mapping.Device is { } path)
        {
            return (null, $"The mapping finds no device at {path.Text}.");
        }

        device = Told.First(device, GenericDevice.Unnamed);
        if (DeviceName.Problem(device) is { } wrong)
        {
            return (null, wrong);
        }

        var said = Said(mapping.Time, GenericDevice.Times);
        if (!LooseScalar.TryInstant(said, out var time))
        {
            return (null, DeviceName.NoTime(said));
        }

        var sequence = LooseScalar.Counter(entry.SaidAny(GenericDevice.Sequences));
        var raw = entry.GetRawText();
        var (rest, payload) = Apart(values);
        return (
            new DeviceMessage(
                MessageKind.Uplink,
                device,
                time ?? request.ReceivedAt,
                MessageKey.Of("up", time, sequence, raw, request.ReceivedAt)
            )
            {
                Sequence = sequence,
                Payload = payload,
                Values = rest,
                Raw = GenericDevice.RawOf(entry),
            },
            ""
        );

        string Said(BodyPath? at, string[] names) =>
            at is null
                ? Told.First(entry.SaidAny(names), body.SaidAny(names))
                : Told.First(Scalar(at.Find(entry, out _)), Scalar(at.Find(body, out _)));

        static string Scalar(JsonElement found) => LooseScalar.IsMissing(found.TextOf()) ? "" : found.TextOf().Trim();
    }

    /// <summary>What a message says now that the mapping is another, or none.</summary>
    /// <param name="raw">As <see cref="DeviceMessage.Raw"/>.</param>
    public static (ImmutableArray<FieldValue> Values, ImmutableArray<byte> Payload)? Again(
        string raw,
        BodyMapping? mapping
    )
    {
        if (LooseJson.Read(Encoding.UTF8.GetBytes(raw)) is not { } entry)
        {
            return null;
        }

        if (mapping?.ValuesOf(entry) is { IsEmpty: false } values)
        {
            return Apart(values);
        }

        var payload = GenericDevice.PayloadOf(entry, default);
        return (GenericDevice.ValuesOf(entry, isRaw: !payload.IsDefault), payload);
    }

    private static (ImmutableArray<FieldValue> Values, ImmutableArray<byte> Payload) Apart(
        ImmutableArray<FieldValue> values
    )
    {
        var bytes = values.FirstOrDefault(value => value.Name is BodyMapping.Payload);
        var payload = bytes is FieldValue.Text { Value: var hex } ? HexBytes.Read(hex) : default;
        return payload.IsDefault ? (values, default) : (values.Remove(bytes!), payload);
    }
}
