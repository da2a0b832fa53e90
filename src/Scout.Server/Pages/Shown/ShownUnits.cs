using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Shown;

/// <summary>
/// The units that charts and their tables are read in. Chosen in the address, else kept by the browser as the colours
/// are, else the account's; temperatures as the sensor measures them.
/// </summary>
/// <param name="Temperature">Null: as measured.</param>
public sealed record ShownUnits(GlucoseUnit Glucose, TemperatureUnit? Temperature)
{
    public const string GlucoseName = "unit";
    public const string TemperatureName = "temperature";

    private static readonly string[] Names = [GlucoseName, TemperatureName];

    /// <summary>What the request says.</summary>
    public static ShownUnits Of(HttpContext? context) =>
        new(
            Choice(context, GlucoseName) switch
            {
                "mmol" => GlucoseUnit.MmolL,
                "mgdl" => GlucoseUnit.MgDl,
                _ => context?.User.IsSignedIn() is true ? context.User.Me().Unit : GlucoseUnit.MgDl,
            },
            Choice(context, TemperatureName) switch
            {
                "C" => TemperatureUnit.Celsius,
                "F" => TemperatureUnit.Fahrenheit,
                _ => null,
            }
        );

    /// <summary>A choice in the address stays with the browser. The script of the chart keeps its own in the same way.</summary>
    public static void Keep(HttpContext context)
    {
        foreach (var name in Names)
        {
            if (context.Request.Query[name].ToString() is "mgdl" or "mmol" or "C" or "F")
            {
                context.Response.Cookies.Append(
                    CookieOf(name),
                    context.Request.Query[name].ToString(),
                    new CookieOptions
                    {
                        SameSite = SameSiteMode.Lax,
                        Secure = context.Request.IsHttps,
                        MaxAge = TimeSpan.FromDays(400),
                    }
                );
            }
        }
    }

    /// <summary>As addresses and scripts write it: "mgdl", "mmol".</summary>
    public string GlucoseText => Glucose is GlucoseUnit.MmolL ? "mmol" : "mgdl";

    /// <summary>As addresses and scripts write it: "C", "F"; empty: as measured.</summary>
    public string TemperatureText =>
        Temperature switch
        {
            TemperatureUnit.Celsius => "C",
            TemperatureUnit.Fahrenheit => "F",
            _ => "",
        };

    /// <summary>The unit in which a value of a unit is shown.</summary>
    public string NameOf(string unit) =>
        Temperature is { } chosen && Core.Readings.Temperature.UnitOf(unit) is not null
            ? Core.Readings.Temperature.NameOf(chosen)
            : unit;

    /// <summary>"-18.4 °C", "-1.1 °F"; of glucose "62 mg/dL", "below 2.2 mmol/L".</summary>
    /// <param name="value">As stored, in <paramref name="unit"/>.</param>
    public string Written(double value, int? decimals, string unit, bool isGlucose) =>
        isGlucose ? Core.Messages.GlucoseText.Written(value, Glucose, Say.Language) : Measured(value, decimals, unit);

    private string Measured(double value, int? decimals, string unit) =>
        DeviceMessages.Amount(
            Temperature is { } chosen && Core.Readings.Temperature.UnitOf(unit) is { } measured
                ? Core.Readings.Temperature.Convert(value, measured, chosen)
                : value,
            decimals,
            NameOf(unit),
            Say.Language
        );

    private static string CookieOf(string name) => $"scout-{name}";

    private static string Choice(HttpContext? context, string name) =>
        context?.Request.Query[name].ToString() is { Length: > 0 } typed
            ? typed
            : context?.Request.Cookies[CookieOf(name)] ?? "";
}
