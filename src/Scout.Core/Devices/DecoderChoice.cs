using System.Collections.Immutable;

namespace Scout.Core.Devices;

/// <summary>A decoder of a network, with when it is the right one and what its fields mean.</summary>
/// <param name="Condition">`bytes = 8`, `port = 2`, `type = 3` (a field of this decoder), joined by `and`; empty: always.</param>
public sealed record DeviceDecoder(
    string Id,
    DecoderCondition Condition,
    Decoder Decoder,
    ImmutableArray<FieldShape> Shapes
);

/// <param name="DecoderId">Empty: none took part.</param>
/// <param name="Values">Scaled, each name once.</param>
public sealed record DecodedMessage(DecodeState State, string DecoderId, ImmutableArray<FieldValue> Values);

/// <summary>Which decoder reads a message: the first whose condition holds.</summary>
public static class DecoderChoice
{
    /// <summary>
    /// What a message measured, scaled. Values that the network decoded already are taken as they are (and scaled by a shape
    /// of their name in any decoder); of two values with one name that of Scout's decoder counts.
    /// </summary>
    /// <param name="decoders">In their order.</param>
    public static DecodedMessage Decode(DeviceMessage message, ImmutableArray<DeviceDecoder> decoders)
    {
        if (message.Kind is not (MessageKind.Uplink or MessageKind.Advanced))
        {
            return new DecodedMessage(DecodeState.Skipped, "", []);
        }

        var (chosen, own) = Choose(message, decoders);
        var told = message.Values.Where(value => !own.Any(mine => mine.Name == value.Name));
        ImmutableArray<FieldValue> values =
        [
            .. own.Select(value => Shaped(value, chosen is null ? [] : [chosen])).OfType<FieldValue>(),
            .. told.Select(value => Shaped(value, decoders)).OfType<FieldValue>(),
        ];
        var state =
            chosen is null ? (values.IsEmpty ? DecodeState.Skipped : DecodeState.Ok)
            : own.Length == chosen.Decoder.Fields.Length ? DecodeState.Ok
            : own.IsEmpty && values.IsEmpty ? DecodeState.Failed
            : DecodeState.Partial;
        return new DecodedMessage(state, chosen?.Id ?? "", values);
    }

    private static (DeviceDecoder?, ImmutableArray<FieldValue>) Choose(
        DeviceMessage message,
        ImmutableArray<DeviceDecoder> decoders
    )
    {
        if (!message.HasPayload || message.Payload.IsEmpty)
        {
            return (null, []);
        }

        foreach (var decoder in decoders)
        {
            if (decoder.Decoder.Fields.IsEmpty)
            {
                continue; // shapes alone
            }

            var values = decoder.Decoder.Decode(message.Payload.AsSpan());
            if (decoder.Condition.Holds(message, values))
            {
                return (decoder, values);
            }
        }

        return (null, []);
    }

    private static FieldValue? Shaped(FieldValue value, ImmutableArray<DeviceDecoder> decoders)
    {
        foreach (var decoder in decoders)
        {
            if (decoder.Shapes.FirstOrDefault(shape => shape.Name == value.Name) is { } shape)
            {
                return Shaped(value, shape);
            }
        }

        return value;
    }

    private static FieldValue? Shaped(FieldValue value, FieldShape shape) =>
        shape is { Scale: 1, Offset: 0 } || value is not (FieldValue.Number or FieldValue.Whole) ? value
        : shape.Apply(value.Measure ?? 0) is { } scaled ? new FieldValue.Number(value.Name, scaled)
        : null;
}
