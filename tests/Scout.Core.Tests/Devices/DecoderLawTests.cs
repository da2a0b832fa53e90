using FsCheck;
using FsCheck.Fluent;
using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

/// <summary>What holds for any grammar and any bytes.</summary>
public sealed class DecoderLawTests
{
    [Fact]
    public void What_was_decoded_and_encoded_decodes_to_the_same() =>
        Prop.ForAll(
                Grammars.ToArbitrary(),
                Gen.Choose(0, 255).ListOf(24).ToArbitrary(),
                (grammar, bytes) =>
                {
                    var decoder = Decoder.Read(grammar, out var problems);
                    if (decoder is null)
                    {
                        return problems.Any(); // said no, and why
                    }

                    var payload = bytes.Select(one => (byte)one).ToArray();
                    var values = decoder.Decode(payload);
                    if (values.OfType<FieldValue.Text>().Any(text => !IsWhole(decoder, text)))
                    {
                        return true; // letters that are none are not kept
                    }

                    // Where fields overlap, all have what the last one wrote: that is what was read in the first place.
                    var again = decoder.Decode(decoder.Encode(values));
                    return again.Where(value => values.Any(one => one.Name == value.Name)).SequenceEqual(values);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void A_shorter_message_lacks_fields_and_changes_none() =>
        Prop.ForAll(
                Grammars.ToArbitrary(),
                Gen.Choose(0, 255).ListOf(16).ToArbitrary(),
                Gen.Choose(0, 16).ToArbitrary(),
                (grammar, bytes, length) =>
                {
                    if (Decoder.Read(grammar, out _) is not { } decoder)
                    {
                        return true;
                    }

                    var payload = bytes.Select(one => (byte)one).ToArray();
                    var whole = decoder.Decode(payload);
                    var fields = decoder.Fields.Where(field => field.LastByte < length).Select(field => field.Name);
                    return decoder
                        .Decode(payload.AsSpan(0, length))
                        .SequenceEqual(whole.Where(value => fields.Contains(value.Name)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Any_text_is_a_grammar_or_has_problems_inside_it() =>
        Prop.ForAll(
                Gen.OneOf(
                        Gen.Elements(
                            "t",
                            ":",
                            "::",
                            "int",
                            "uint",
                            "char",
                            "float",
                            "bool",
                            "8",
                            "16",
                            "7",
                            " ",
                            "/10"
                        ),
                        Gen.Elements("little-endian", "*", "-1", "\t", "ü", "99999999999", "#")
                    )
                    .ListOf()
                    .Select(string.Concat)
                    .ToArbitrary(),
                grammar =>
                    Decoder.Read(grammar, out var problems) is not null
                        ? problems.IsEmpty
                        : !problems.IsEmpty
                            && problems.All(problem =>
                                grammar.AsSpan(problem.At).StartsWith(problem.Part, StringComparison.Ordinal)
                            )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static bool IsWhole(Decoder decoder, FieldValue.Text text) =>
        text.Value.Length * 8 == decoder.Fields.First(one => one.Name == text.Name).Bits
        && text.Value.All(char.IsAscii);

    private static Gen<string> Grammars =>
        Fields
            .ListOf()
            .Where(fields => fields.Count is > 0 and <= 8)
            .Select(fields => string.Join(' ', fields.Select((one, index) => $"f{index}:{one}")));

    private static Gen<string> Fields =>
        from place in Gen.Frequency((3, Gen.Constant("")), (2, Gen.Choose(0, 12).Select(at => $"{at}")))
        from start in Gen.Frequency((2, Gen.Constant("")), (1, Gen.Choose(0, 7).Select(bit => $":{bit}")))
        from type in Gen.OneOf(
            Gen.Choose(0, 7).Select(bit => $"bool:{bit}"),
            Gen.Choose(1, 4).Select(bytes => $"char:{bytes}{start}"),
            Gen.Elements("float:32:", "float:64:little-endian").Select(real => real + start),
            from name in Gen.Elements("int", "uint")
            from bits in Gen.Choose(1, 64)
            select $"{name}:{bits}:{start}",
            from name in Gen.Elements("int", "uint")
            from bytes in Gen.Choose(1, 8)
            select $"{name}:{8 * bytes}:little-endian{start}"
        )
        select $"{place}:{type}";
}
