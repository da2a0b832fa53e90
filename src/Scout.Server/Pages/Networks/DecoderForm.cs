using System.Collections.Immutable;
using System.Globalization;
using Scout.Core.Devices;
using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Networks;

/// <summary>What a decoder's form says, when all of it can be read.</summary>
internal sealed record DecoderDraft(
    string Name,
    DecoderCondition Condition,
    string Config,
    ImmutableArray<FieldShape> Shapes
);

/// <summary>The form of a decoder.</summary>
internal static class DecoderForm
{
    public const string Name = "name";
    public const string Condition = "condition";
    public const string Config = "config";
    public const string Sample = "sample";

    private const int LongestConfig = 2_000;

    public static TypedForm Of(DecoderRow? decoder)
    {
        var form = new TypedForm
        {
            [Name] = decoder?.Name ?? "",
            [Condition] = decoder?.Condition ?? "",
            [Config] = decoder?.Config ?? "",
            [Sample] = "",
        };
        ShapeForm.Fill(form, FieldShapes.Read(decoder?.Fields ?? "{}"));
        return form;
    }

    /// <summary>Null: something is wrong, and the form says what.</summary>
    /// <param name="known">Fields that came decoded.</param>
    public static DecoderDraft? Read(TypedForm form, IFormCollection posted, IEnumerable<string> known)
    {
        form.Take(posted);
        if (form[Name].Length is 0 or > DeviceForm.LongestName)
        {
            form.Refuse(Name, Say.It("Give it a name of at most {0} letters.", DeviceForm.LongestName));
        }

        var condition = DecoderCondition.Read(form[Condition]);
        if (condition is null)
        {
            form.Refuse(
                Condition,
                Say.It("Write it like bytes = 8, port = 2, or type = 3 and bytes > 4. Empty: for every message.")
            );
        }

        var decoder = ReadDecoder(form);
        var shapes = ShapeForm.Read(form, Fields(decoder, known));
        return form.IsFine ? new DecoderDraft(form[Name], condition!, form[Config], shapes) : null;
    }

    /// <summary>Null: the form says what is wrong with the grammar.</summary>
    public static Decoder? ReadDecoder(TypedForm form)
    {
        if (form[Config].Length > LongestConfig)
        {
            form.Refuse(Config, Say.It("A decoder has at most {0} letters.", LongestConfig));
            return null;
        }

        var decoder = Decoder.Read(form[Config], out var problems);
        if (problems is [var first, ..])
        {
            form.Refuse(Config, Words(first));
        }

        return decoder;
    }

    /// <summary>What can have a unit: what the grammar names; without one, what came decoded.</summary>
    public static IReadOnlyList<string> Fields(Decoder? decoder, IEnumerable<string> known) =>
        decoder is { Fields.IsEmpty: false } ? [.. decoder.Fields.Select(field => field.Name)] : [.. known];

    /// <summary>What is wrong, where, and how to mend it.</summary>
    public static string Words(DecoderProblem problem) =>
        $"{Say.It("At letter {0}, “{1}”:", (problem.At + 1).ToString(CultureInfo.InvariantCulture), problem.Part)} {Words(problem.Fault)}";

    private static string Words(DecoderFault fault) =>
        fault switch
        {
            DecoderFault.Name => Say.It("a name has letters, digits, -, _ and #."),
            DecoderFault.NameTwice => Say.It("another field has this name already."),
            DecoderFault.Place => Say.It("behind the first colon is the byte it begins at, from 0 to 255, or nothing."),
            DecoderFault.Type => Say.It("the types are bool, char, float, uint and int."),
            DecoderFault.Width => Say.It("uint and int have 1 to 64 bits, float 32 or 64 bits, char 1 to 256 bytes."),
            DecoderFault.Endian => Say.It("the order of bytes is little-endian, big-endian or nothing."),
            DecoderFault.Bit => Say.It("a bit is 0 to 7; 7 is the first of its byte."),
            DecoderFault.LittleEndianWidth => Say.It("little-endian needs whole bytes: 8, 16, 24 … bits."),
            DecoderFault.BoolNeedsPlace => Say.It("say which byte it is in, like door:8:bool:0."),
            DecoderFault.Factor => Say.It("behind * or / stands a number that is not zero."),
            DecoderFault.TooMuch => Say.It("more stands behind it than this type can have."),
            DecoderFault.TooLong => Say.It("no message is so long."),
            _ => Say.It("write it as name:byte:type:width, like temp::int:16."),
        };
}
