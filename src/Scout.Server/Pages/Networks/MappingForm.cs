using System.Collections.Immutable;
using System.Globalization;
using Scout.Core.Devices;
using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Networks;

/// <summary>What a mapping's form says, when all of it can be read.</summary>
internal sealed record MappingDraft(MappingText Text, ImmutableArray<FieldShape> Shapes);

/// <summary>The form of a mapping.</summary>
internal static class MappingForm
{
    public const string List = "list";
    public const string Device = "device";
    public const string Time = "time";
    public const string Values = "values";
    public const string Sample = "sample";

    /// <summary>A button that takes something from the body: what it is, a colon, the path.</summary>
    public const string Take = "take";

    private const int LongestSample = 16_000;

    /// <param name="sample">What came last.</param>
    public static TypedForm Of(DecoderRow? mapping, string sample)
    {
        var text = Mappings.TextOf(mapping);
        var form = new TypedForm
        {
            [List] = text.List,
            [Device] = text.Device,
            [Time] = text.Time,
            [Values] = text.Values,
            [Sample] = sample,
        };
        ShapeForm.Fill(form, FieldShapes.Read(mapping?.Fields ?? "{}"));
        return form;
    }

    /// <summary>What was typed, and what a button took from the body.</summary>
    public static void Read(TypedForm form, IFormCollection posted)
    {
        form.Take(posted);
        // Longer than what is typed elsewhere.
        foreach (var name in new[] { Values, Sample })
        {
            var text = posted[name].ToString().ReplaceLineEndings("\n").Trim();
            form[name] = text.Length > LongestSample ? text[..LongestSample] : text;
        }

        if (posted[Take].ToString().Split(':', 2) is [var part, { Length: > 0 } path])
        {
            switch (part)
            {
                case Device or Time:
                    form[part] = path;
                    break;
                case Values:
                    form[Values] = $"{form[Values]}\n{NameFor(path, form[Values])} = {path}".Trim();
                    break;
            }
        }
    }

    public static MappingText TextOf(TypedForm form) => new(form[List], form[Device], form[Time], form[Values]);

    /// <summary>Null: something is wrong, and the form says what.</summary>
    public static MappingDraft? Draft(TypedForm form)
    {
        var mapping = BodyMapping.Read(TextOf(form), out var problems);
        foreach (var problem in problems)
        {
            form.Refuse(FieldOf(problem.Part), Words(problem));
        }

        var shapes = ShapeForm.Read(form, FieldsOf(mapping));
        return form.IsFine ? new MappingDraft(TextOf(form), shapes) : null;
    }

    /// <summary>What can have a unit.</summary>
    public static IReadOnlyList<string> FieldsOf(BodyMapping? mapping) =>
        mapping is null
            ? []
            : [.. mapping.Fields.Select(field => field.Name).Where(name => name is not BodyMapping.Payload)];

    private static string FieldOf(MappingPart part) =>
        part switch
        {
            MappingPart.List => List,
            MappingPart.Device => Device,
            MappingPart.Time => Time,
            _ => Values,
        };

    /// <summary>What is wrong, where, and how to mend it.</summary>
    private static string Words(MappingProblem problem)
    {
        var words = problem.Fault switch
        {
            MappingFault.Path => Say.It(
                "“{0}” is no path from letter {1} on: write it like payload.sensors[0].value.",
                problem.Text,
                (problem.At + 1).ToString(CultureInfo.InvariantCulture)
            ),
            MappingFault.Name => Say.It("The name of a value is too long."),
            MappingFault.NameTwice => Say.It("Two values have one name: “{0}”.", problem.Text),
            MappingFault.TooMany => Say.It("A message has at most {0} values.", BodyMapping.MostFields),
            MappingFault.Empty => Say.It("Say where at least one value stands."),
            _ => Say.It("“{0}” is not a name, an equals sign and a path, like temp = payload.value.", problem.Text),
        };
        return problem.Line > 0 ? $"{Say.It("Line {0}:", problem.Line)} {words}" : words;
    }

    // "temp", and "temp2" where that is taken.
    private static string NameFor(string path, string values)
    {
        var taken = values.Split('\n').Select(line => line.Split('=')[0].Trim()).ToHashSet(StringComparer.Ordinal);
        var name = BodyPath.Read(path, out _)?.LastName.Replace("=", "", StringComparison.Ordinal).Trim() ?? "";
        name = name.Length == 0 ? "value" : name;
        var free = name;
        for (var i = 2; taken.Contains(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}{i}");
        }

        return free;
    }
}
