using System.Collections.Immutable;
using System.Globalization;
using Scout.Core.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Devices;

/// <param name="Interval">Null: as the data show it.</param>
internal sealed record DeviceDraft(string Name, TimeSpan? Interval, ImmutableArray<FieldShape> Shapes);

/// <summary>The form of a device.</summary>
internal static class DeviceForm
{
    public const string Name = "name";
    public const string Minutes = "minutes";
    public const int LongestName = 100;

    private const int LongestInterval = 31 * 24 * 60;

    public static TypedForm Of(DeviceView view)
    {
        var form = new TypedForm
        {
            [Name] = view.Device.Name,
            [Minutes] = view.Device.ExpectedMs is { } ms
                ? (ms / 60_000.0).ToString("0.##", CultureInfo.InvariantCulture)
                : "",
        };
        var own = FieldShapes.Read(view.Device.Fields);
        ShapeForm.Fill(
            form,
            [
                .. FieldsOf(view)
                    .Select(field => own.FirstOrDefault(shape => shape.Name == field) ?? new FieldShape(field)),
            ]
        );
        return form;
    }

    /// <summary>Null: something is wrong, and the form says what.</summary>
    public static DeviceDraft? Read(TypedForm form, IFormCollection posted, DeviceView view)
    {
        form.Take(posted);
        if (form[Name].Length is 0 or > LongestName)
        {
            form.Refuse(Name, Say.It("Give it a name of at most {0} letters.", LongestName));
        }

        TimeSpan? interval = null;
        if (form[Minutes].Length > 0)
        {
            if (TypedNumbers.Read(form[Minutes]) is >= 0.1 and <= LongestInterval and var minutes)
            {
                interval = TimeSpan.FromMinutes(minutes);
            }
            else
            {
                form.Refuse(Minutes, Say.It("Type a number of minutes between {0} and {1}.", 0.1, LongestInterval));
            }
        }

        var shapes = ShapeForm.Read(form, FieldsOf(view));
        return form.IsFine ? new DeviceDraft(form[Name], interval, shapes) : null;
    }

    private static IReadOnlyList<string> FieldsOf(DeviceView view) =>
        [
            .. view
                .Series.Select(series => series.Shape.Name)
                .Concat(FieldShapes.Read(view.Device.Fields).Select(shape => shape.Name))
                .Distinct(StringComparer.Ordinal),
        ];
}
