using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>
/// The log as Tandem sent it until 2026: records of 26 bytes, big-endian, one after another, as base64. Old dumps hold
/// it; names and raw values are those of the JSON.
/// </summary>
public static class LegacyRecords
{
    /// <summary>Bytes of a record: ten of head, sixteen of payload.</summary>
    public const int Length = 26;

    private const int Head = 10;

    /// <summary>An answer of base64, with or without quotation marks around it; null: it is none.</summary>
    public static ImmutableArray<PumpEvent>? ReadBase64(string answer, DateTimeZone zone)
    {
        var text = answer.AsSpan().Trim().Trim('"');
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Convert.TryFromBase64Chars(text, bytes, out var length) ? Read(bytes.AsSpan(0, length), zone) : null;
    }

    /// <summary>Whole records; what is left at the end is dropped. Their sequence group counts as 0.</summary>
    public static ImmutableArray<PumpEvent> Read(ReadOnlySpan<byte> bytes, DateTimeZone zone)
    {
        var events = ImmutableArray.CreateBuilder<PumpEvent>(bytes.Length / Length);
        for (; bytes.Length >= Length; bytes = bytes[Length..])
        {
            events.Add(ReadOne(bytes[..Length], zone));
        }

        return events.ToImmutable();
    }

    private static PumpEvent ReadOne(ReadOnlySpan<byte> record, DateTimeZone zone)
    {
        var sourceAndCode = BinaryPrimitives.ReadUInt16BigEndian(record);
        var code = sourceAndCode & 0x0FFF;
        var kind = PumpEventKind.Find(code);
        var pumpTime = PumpClock.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(record[2..]));
        var values = new double?[kind?.Fields.Length ?? 0];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(kind!.Fields[i].Type, record[(Head + kind.Fields[i].Offset)..]);
        }

        return new PumpEvent
        {
            Code = code,
            Kind = kind,
            Key = new EventKey(0, BinaryPrimitives.ReadUInt32BigEndian(record[6..])),
            PumpTime = pumpTime,
            At = PumpClock.At(pumpTime, zone),
            Raw = [.. values],
            Source = sourceAndCode >> 12,
        };
    }

    private static double Value(FieldType type, ReadOnlySpan<byte> bytes) =>
        type switch
        {
            FieldType.Unsigned8 => (double)bytes[0], // or the arms would meet as float, and long numbers lose digits
            FieldType.Signed8 => (sbyte)bytes[0],
            FieldType.Unsigned16 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            FieldType.Signed16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            FieldType.Unsigned32 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadSingleBigEndian(bytes),
        };
}
