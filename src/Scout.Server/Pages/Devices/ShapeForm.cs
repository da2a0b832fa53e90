using System.Collections.Immutable;
using System.Globalization;
using Scout.Core.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Devices;

/// <summary>The part of a form that says what fields mean: a row for each, posted under names with its place.</summary>
internal static class ShapeForm
{
    /// <summary>The fields that have rows, in order.</summary>
    public const string Names = "field";

    public const string Label = "label";
    public const string Unit = "unit";
    public const string Scale = "scale";
    public const string Offset = "offset";
    public const string Decimals = "decimals";

    private const int LongestLabel = 60;
    private const int LongestUnit = 20;
    private const int MostDecimals = 6;

    public static string At(string part, int place) => string.Create(CultureInfo.InvariantCulture, $"{part}[{place}]");

    public static void Fill(TypedForm form, ImmutableArray<FieldShape> shapes)
    {
        form.SetAll(Names, shapes.Select(shape => shape.Name));
        for (var i = 0; i < shapes.Length; i++)
        {
            Fill(form, i, shapes[i]);
        }
    }

    /// <summary>The fields get their rows, each keeping what was typed for its name. Nothing else is left.</summary>
    public static ImmutableArray<FieldShape> Read(TypedForm form, IReadOnlyList<string> fields)
    {
        var before = form.All(Names).ToList();
        var typed = fields.ToDictionary(
            field => field,
            field => Typed.Of(form, before.IndexOf(field)),
            StringComparer.Ordinal
        );
        form.SetAll(Names, fields);
        var shapes = ImmutableArray.CreateBuilder<FieldShape>(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            typed[fields[i]].Into(form, i);
            var shape = Read(form, fields[i], i);
            if (shape != new FieldShape(fields[i]))
            {
                shapes.Add(shape); // one that says nothing is not kept
            }
        }

        return shapes.DrainToImmutable();
    }

    private static FieldShape Read(TypedForm form, string field, int place)
    {
        var label = form[At(Label, place)];
        var unit = form[At(Unit, place)];
        if (label.Length > LongestLabel)
        {
            form.Refuse(At(Label, place), Say.It("A name has at most {0} letters.", LongestLabel));
        }

        if (unit.Length > LongestUnit)
        {
            form.Refuse(At(Unit, place), Say.It("A unit has at most {0} letters.", LongestUnit));
        }

        return new FieldShape(field, label, unit)
        {
            Scale = ReadNumber(form, At(Scale, place), 1),
            Offset = ReadNumber(form, At(Offset, place), 0),
            Decimals = ReadDecimals(form, At(Decimals, place)),
        };
    }

    private static double ReadNumber(TypedForm form, string name, double usual)
    {
        if (form[name].Length == 0)
        {
            return usual;
        }

        if (TypedNumbers.Read(form[name]) is { } number && (usual == 0 || number != 0))
        {
            return number;
        }

        form.Refuse(name, Say.It("Type a number, like 0.1. Empty: {0}.", usual));
        return usual;
    }

    private static int? ReadDecimals(TypedForm form, string name) =>
        form[name].Length == 0 ? null : form.Whole(name, 0, MostDecimals);

    private static void Fill(TypedForm form, int place, FieldShape shape)
    {
        form[At(Label, place)] = shape.Label;
        form[At(Unit, place)] = shape.Unit;
        form[At(Scale, place)] = shape.Scale is 1 ? "" : shape.Scale.ToString("R", CultureInfo.InvariantCulture);
        form[At(Offset, place)] = shape.Offset is 0 ? "" : shape.Offset.ToString("R", CultureInfo.InvariantCulture);
        form[At(Decimals, place)] = shape.Decimals?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private sealed record Typed(string Label, string Unit, string Scale, string Offset, string Decimals)
    {
        /// <param name="place">Below 0: it had no row.</param>
        public static Typed Of(TypedForm form, int place)
        {
            string Said(string part) => place < 0 ? "" : form[At(part, place)];
            return new Typed(
                Said(ShapeForm.Label),
                Said(ShapeForm.Unit),
                Said(ShapeForm.Scale),
                Said(ShapeForm.Offset),
                Said(ShapeForm.Decimals)
            );
        }

        public void Into(TypedForm form, int place)
        {
            form[At(ShapeForm.Label, place)] = Label;
            form[At(ShapeForm.Unit, place)] = Unit;
            form[At(ShapeForm.Scale, place)] = Scale;
            form[At(ShapeForm.Offset, place)] = Offset;
            form[At(ShapeForm.Decimals, place)] = Decimals;
        }
    }
}
