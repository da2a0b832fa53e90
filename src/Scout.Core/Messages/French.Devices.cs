namespace Scout.Core.Messages;

/// <summary>All words in French: what devices measure.</summary>
internal sealed partial class French
{
    protected override string Minus => "moins";

    protected override IReadOnlyDictionary<string, string> UnitNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["°C"] = "degrés Celsius",
            ["°F"] = "degrés Fahrenheit",
            ["%"] = "pour cent",
            ["V"] = "volts",
            ["hPa"] = "hectopascals",
            ["ppm"] = "parties par million",
            ["lx"] = "lux",
            ["m"] = "mètres",
            ["cm"] = "centimètres",
            ["mm"] = "millimètres",
            ["W"] = "watts",
            ["kWh"] = "kilowattheures",
        };

    public override string DeviceInTrouble => "le réseau signale une panne de l'appareil";

    public override string NetworkInTrouble => "le réseau n'entend peut-être pas l'appareil";

    public override string Overuse => "l'appareil demande plus de réponses que son contrat n'en prévoit";

    public override string PerMinute(string value) => $"{value} par minute";

    public override string AboveLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, au-dessus de {limit}" : $"{value}, au-dessus de {limit} depuis {span}";

    public override string BelowLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, en dessous de {limit}" : $"{value}, en dessous de {limit} depuis {span}";

    public override string Rises(string rate, string value) => $"monte de {rate}, maintenant {value}";

    public override string Falls(string rate, string value) => $"baisse de {rate}, maintenant {value}";

    public override string BatteryLow(string value) => $"pile faible : {value}";

    public override string Lost(int count) =>
        count == 1 ? "un message perdu depuis hier" : $"{count} messages perdus depuis hier";
}
