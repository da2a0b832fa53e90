using System.Globalization;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Forms;

/// <summary>Numbers as people type them, with a point or a comma.</summary>
internal static class TypedNumbers
{
    /// <summary>Null: not a finite number.</summary>
    public static double? Read(string typed) =>
        double.TryParse(
            typed.Replace(',', '.').Replace('−', '-'),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var value
        ) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>As it is shown in a field.</summary>
    public static string Write(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>The field is refused where it is anything else; the least is returned then.</summary>
    public static int Whole(this TypedForm form, string field, int least, int most)
    {
        if (
            int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
        )
        {
            return value;
        }

        form.Refuse(field, Say.It("Type a whole number between {0} and {1}.", least, most));
        return least;
    }
}
