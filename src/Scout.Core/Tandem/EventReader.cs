using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NodaTime;
using Scout.Core.Events;

namespace Scout.Core.Tandem;

/// <summary>
/// An event as the pump-logs answer writes it. What it lacks is null, what it has besides is passed over; only an event
/// without a code, a number or a time is refused.
/// </summary>
public static class EventReader
{
    private const int LongestName = 64;

    /// <param name="zone">The pump's.</param>
    /// <param name="refusal">On false: one sentence that says what is missing.</param>
    public static bool TryRead(
        JsonElement element,
        DateTimeZone zone,
        [NotNullWhen(true)] out PumpEvent? read,
        [NotNullWhen(false)] out string? refusal
    )
    {
        (read, refusal) = (null, null);
        if (element.WholeOf("eventCode") is not (>= 0 and <= int.MaxValue and var code))
        {
            refusal = "An event has no eventCode.";
        }
        else if (element.WholeOf("sequenceNumber") is not (>= 0 and <= uint.MaxValue and var number))
        {
            refusal = $"An event with the code {code} has no sequenceNumber.";
        }
        else if (PumpTime(element) is not { } pumpTime)
        {
            refusal = $"The event {number} with the code {code} has no pumpDateTime such as 2026-12-22T16:10:02.";
        }
        else
        {
            var kind = PumpEventKind.Find((int)code);
            read = new PumpEvent
            {
                Code = (int)code,
                Kind = kind,
                Key = new EventKey(Group(element), (uint)number),
                PumpTime = pumpTime,
                At = PumpClock.At(pumpTime, zone),
                Raw = kind is null ? [] : Values(kind, element.In("eventProperties")),
            };
        }

        return read is not null;
    }

    private static LocalDateTime? PumpTime(JsonElement element) =>
        element.In("pumpDateTime") is { ValueKind: JsonValueKind.String } time
            ? PumpClock.ParseUsual(JsonMarshal.GetRawUtf8Value(time)[1..^1])
                ?? PumpClock.Parse(element.TextOf("pumpDateTime"))
            : null;

    private static int Group(JsonElement element) =>
        element.WholeOf("sequenceGroup") is >= int.MinValue and <= int.MaxValue and var group ? (int)group : 0;

    private static ImmutableArray<double?> Values(PumpEventKind kind, JsonElement properties)
    {
        var values = new double?[kind.Fields.Length];
        if (properties.ValueKind is JsonValueKind.Object)
        {
            Span<byte> plain = stackalloc byte[LongestName];
            foreach (var property in properties.EnumerateObject())
            {
                var name = JsonMarshal.GetRawUtf8PropertyName(property);
                if (name.Contains((byte)'\\'))
                {
                    name = Unescaped(property);
                }

                if (
                    name.Length <= LongestName
                    && IndexOf(kind, plain[..FieldName.Write(name, plain)]) is >= 0 and var i
                )
                {
                    values[i] = RawValue.Of(property.Value);
                }
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private static byte[] Unescaped(JsonProperty property)
    {
        try
        {
            return Encoding.UTF8.GetBytes(property.Name);
        }
        catch (InvalidOperationException)
        {
            return []; // half a letter: no field's name
        }
    }

    private static int IndexOf(PumpEventKind kind, ReadOnlySpan<byte> plain)
    {
        for (var i = 0; i < kind.Fields.Length; i++)
        {
            if (plain.SequenceEqual(kind.Fields[i].Plain))
            {
                return i;
            }
        }

        return -1;
    }
}
