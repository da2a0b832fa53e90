using System.Collections.Immutable;

namespace Scout.Core.Devices;

/// <summary>When a decoder is the right one: comparisons that must all hold; none: always.</summary>
public sealed record DecoderCondition
{
    public static readonly DecoderCondition Always = new("");

    private DecoderCondition(string text) => Text = text;

    /// <summary>As typed, tidied.</summary>
    public string Text { get; }

    /// <summary>Null: a comparison is none.</summary>
    public static DecoderCondition? Read(string text) => throw new NotSupportedException(text);

    /// <param name="values">What the decoder it belongs to reads, unscaled.</param>
    public bool Holds(DeviceMessage message, ImmutableArray<FieldValue> values) =>
        throw new NotSupportedException($"{message.Key} {values.Length}");
}
