using System.Collections.Immutable;

namespace Scout.Core.Devices;

/// <summary>
/// Cuts bytes into fields, after Sigfox' grammar for custom payloads: `name:[byte]:type`, fields divided by blanks, as in
/// `t::int:16 door:8:bool:0`. Scout's own: `:*k` and `:/k` behind a number multiply and divide it. An empty one has no field.
/// </summary>
public sealed class Decoder
{
    private Decoder(ImmutableArray<DecoderField> fields) => Fields = fields;

    public ImmutableArray<DecoderField> Fields { get; }

    /// <summary>Null when anything is wrong; then all that is wrong is told.</summary>
    public static Decoder? Read(string grammar, out ImmutableArray<DecoderProblem> problems)
    {
        var reader = new DecoderGrammar();
        var fields = reader.Read(grammar);
        problems = reader.Problems;
        return problems.IsEmpty ? new Decoder(fields) : null;
    }

    /// <summary>Fields that lie outside of the payload are absent; nothing else changes.</summary>
    public ImmutableArray<FieldValue> Decode(ReadOnlySpan<byte> payload)
    {
        var values = ImmutableArray.CreateBuilder<FieldValue>(Fields.Length);
        foreach (var field in Fields)
        {
            if (field.LastByte < payload.Length && FieldBits.Read(field, payload) is { } value)
            {
                values.Add(value);
            }
        }

        return values.DrainToImmutable();
    }

    /// <summary>
    /// The shortest payload that holds the values, in the words that <see cref="Decode"/> gives them; fields without a value
    /// are zero. Where fields overlap, the later one stays.
    /// </summary>
    public byte[] Encode(IEnumerable<FieldValue> values)
    {
        var known = values.ToDictionary(value => value.Name, StringComparer.Ordinal);
        var given = Fields.Where(field => known.ContainsKey(field.Name)).ToList();
        var payload = new byte[given.Count == 0 ? 0 : given.Max(field => field.LastByte) + 1];
        foreach (var field in given)
        {
            FieldBits.Write(field, known[field.Name], payload);
        }

        return payload;
    }
}
