using System.Buffers.Binary;
using System.Collections.Immutable;
using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>Logs of a pump that does everything, drawn by chance from a seed.</summary>
internal static class RandomPump
{
    private static readonly int[] Codes =
    [
        279,
        279,
        279,
        279,
        279,
        20,
        21,
        64,
        65,
        66,
        229,
        229,
        229,
        399,
        399,
        256,
        5,
        6,
        11,
        12,
        33,
        61,
        63,
        212,
        214,
        171,
        90,
        3,
    ];

    /// <param name="count">Of events, up to ten minutes apart, some in one second.</param>
    public static ImmutableArray<PumpEvent> Log(int seed, int count, LocalDateTime begin, DateTimeZone zone)
    {
        var random = new Random(seed);
        var events = ImmutableArray.CreateBuilder<PumpEvent>(count);
        var time = begin;
        for (var i = 0; i < count; i++)
        {
            time = time.PlusSeconds(random.Next(4) == 0 ? 0 : random.Next(600));
            events.Add(Event(random, (uint)(100 + i), time, zone));
        }

        return events.ToImmutable();
    }

    /// <summary>The record a pump would have sent: fields laid out by the table.</summary>
    public static byte[] Encode(PumpEvent one)
    {
        var record = new byte[LegacyRecords.Length];
        BinaryPrimitives.WriteUInt16BigEndian(record, (ushort)(((one.Source ?? 0) << 12) | one.Code));
        var seconds = (one.PumpTime.ToDateTimeUnspecified() - PumpClock.Epoch.ToDateTimeUnspecified()).TotalSeconds;
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(2), (uint)seconds);
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(6), one.Key.Number);
        foreach (var (field, raw) in one.Kind!.Fields.Zip(one.Raw))
        {
            Write(field.Type, record.AsSpan(10 + field.Offset), raw ?? 0);
        }

        return record;
    }

    /// <summary>A value the field can hold.</summary>
    public static double Value(Random random, FieldType type) =>
        type switch
        {
            FieldType.Unsigned8 => random.Next(256),
            FieldType.Signed8 => random.Next(-128, 128),
            FieldType.Unsigned16 => random.Next(65_536),
            FieldType.Signed16 => random.Next(-32_768, 32_768),
            FieldType.Unsigned32 => random.NextInt64(4_294_967_296),
            _ => (float)((random.NextDouble() * 200) - 100),
        };

    private static PumpEvent Event(Random random, uint number, LocalDateTime time, DateTimeZone zone)
    {
        var kind = PumpEventKind.Find(Codes[random.Next(Codes.Length)])!;
        var egv = time.ToDateTimeUnspecified().AddMinutes(-random.Next(30)) - PumpClock.Epoch.ToDateTimeUnspecified();
        return new PumpEvent
        {
            Code = kind.Code,
            Kind = kind,
            Key = new EventKey(0, number),
            PumpTime = time,
            At = PumpClock.At(time, zone),
            Raw =
            [
                .. kind.Fields.Select(
                    double? (field) =>
                        field.Name switch
                        {
                            "bolusId" => random.Next(12),
                            "requestedAction" => random.Next(8),
                            "glucoseValueStatus" => random.Next(4),
                            "currentGlucoseDisplayValue" => random.Next(450),
                            "cgmDataType" or "egvInfoBitmask" => random.Next(16),
                            "egvTimeStamp" => Math.Floor(egv.TotalSeconds),
                            "insulinDelivered" or "v2Volume" or "primeSize" => random.Next(0, 2_000) / 100.0,
                            _ when field.Kind is FieldKind.Enum or FieldKind.Dictionary => random.Next(8),
                            _ => Value(random, field.Type),
                        }
                ),
            ],
        };
    }

    private static void Write(FieldType type, Span<byte> bytes, double raw)
    {
        switch (type)
        {
            case FieldType.Unsigned8:
                bytes[0] = (byte)raw;
                break;
            case FieldType.Signed8:
                bytes[0] = (byte)(sbyte)raw;
                break;
            case FieldType.Unsigned16:
                BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)raw);
                break;
            case FieldType.Signed16:
                BinaryPrimitives.WriteInt16BigEndian(bytes, (short)raw);
                break;
            case FieldType.Unsigned32:
                BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)raw);
                break;
            default:
                BinaryPrimitives.WriteSingleBigEndian(bytes, (float)raw);
                break;
        }
    }
}
