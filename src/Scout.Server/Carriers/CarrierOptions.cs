namespace Scout.Server.Carriers;

/// <summary>Which carrier is asked first.</summary>
internal sealed class CarrierOptions
{
    public const string Section = "Scout:Carriers";

    /// <summary>Names with commas between, e.g. "twilio, vonage"; who is not named is not used. Empty: all, Vonage first.</summary>
    public string Order { get; set; } = "";

    /// <summary>Calling code, with or without +, to an order of its own: "44" to "twilio, vonage". The longest fitting one counts.</summary>
    public Dictionary<string, string> Prefixes { get; set; } = [];

    public static string[] Read(string order) =>
        [
            .. order
                .Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => name.ToLowerInvariant())
                .Distinct(StringComparer.Ordinal),
        ];
}
