namespace Scout.Server.Carriers;

/// <summary>Which carrier is asked first.</summary>
internal sealed class CarrierOptions
{
    public const string Section = "Scout:Carriers";

    /// <summary>Names with commas between, e.g. "twilio, vonage"; who is not named is not used. Empty: all, Vonage first.</summary>
    public string Order { get; set; } = "";

    /// <summary>Calling code, with or without +, to an order of its own: "44" to "twilio, vonage". The longest fitting one counts.</summary>
    public Dictionary<string, string> Prefixes { get; set; } = [];

    /// <summary>
    /// Calling codes with commas between, e.g. "1, 44, 353": only their numbers are called and texted. Longer beginnings
    /// narrow a country, and allow what costs more, such as satellites ("881"). Empty: every country.
    /// </summary>
    public string Countries { get; set; } = "";

    /// <summary>Digits only.</summary>
    public static string[] ReadCountries(string countries) => [.. Read(countries).Select(code => code.TrimStart('+'))];

    public static string[] Read(string order) =>
        [
            .. order
                .Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => name.ToLowerInvariant())
                .Distinct(StringComparer.Ordinal),
        ];
}
