using System.Globalization;
using Scout.Core.Devices;
using Scout.Core.Messages;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Devices;

/// <summary>A measured value as people read it.</summary>
internal static class FieldText
{
    /// <summary>"21.5 °C"; "21.50 °C" where two decimals were asked for.</summary>
    public static string Of(double value, FieldShape shape, string unit) =>
        DeviceMessages.Amount(value, shape.Decimals, shape.Unit.Length > 0 ? shape.Unit : unit, Say.Language);

    /// <summary>Without its unit.</summary>
    public static string Number(double value, int? decimals) =>
        DeviceMessages.Amount(value, decimals, "", Say.Language);

    /// <summary>A value that may be no number, as a message brought it.</summary>
    public static string Of(FieldValue value, FieldShape shape) =>
        value switch
        {
            FieldValue.Text text => $"“{text.Value}”",
            FieldValue.Flag flag => flag.Value ? Say.It("yes") : Say.It("no"),
            FieldValue.Whole whole when shape is { Unit: "", Decimals: null } => whole.Value.ToString(
                CultureInfo.InvariantCulture
            ),
            _ => Of(value.Measure ?? 0, shape, ""),
        };

    /// <summary>What people call it.</summary>
    public static string Label(FieldShape shape) => shape.Label.Length > 0 ? shape.Label : shape.Name;
}
