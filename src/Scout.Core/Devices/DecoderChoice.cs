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

/// <summary>Which decoder reads a message: the first whose condition holds.</summary>
public static class DecoderChoice
{
    /// <summary>
    /// What a message measured, scaled. Values that the network decoded already are taken as they are (and scaled by a shape
    /// of their name in any decoder); of two values with one name that of Scout's decoder counts.
    /// </summary>
    /// <param name="decoders">In their order.</param>
    public static DecodedMessage Decode(DeviceMessage message, ImmutableArray<DeviceDecoder> decoders) =>
        throw new NotSupportedException($"{message.Key} {decoders.Length}");
}

/// <param name="DecoderId">Empty: none took part.</param>
/// <param name="Values">Scaled, each name once.</param>
public sealed record DecodedMessage(DecodeState State, string DecoderId, ImmutableArray<FieldValue> Values);
