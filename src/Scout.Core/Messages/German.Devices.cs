namespace Scout.Core.Messages;

/// <summary>All words in German: what devices measure.</summary>
internal sealed partial class German
{
    protected override string Minus => "minus";

    protected override IReadOnlyDictionary<string, string> UnitNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["°C"] = "Grad Celsius",
            ["°F"] = "Grad Fahrenheit",
            ["%"] = "Prozent",
            ["V"] = "Volt",
            ["hPa"] = "Hektopascal",
            ["ppm"] = "Teile pro Million",
            ["lx"] = "Lux",
            ["m"] = "Meter",
            ["cm"] = "Zentimeter",
            ["mm"] = "Millimeter",
            ["W"] = "Watt",
            ["kWh"] = "Kilowattstunden",
        };

    public override string DeviceInTrouble => "das Netz meldet eine Störung des Geräts";

    public override string NetworkInTrouble => "das Netz hört das Gerät vielleicht nicht";

    public override string Overuse => "das Gerät verlangt mehr Antworten als vereinbart";

    public override string PerMinute(string value) => $"{value} pro Minute";

    public override string AboveLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, über {limit}" : $"{value}, seit {span} über {limit}";

    public override string BelowLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, unter {limit}" : $"{value}, seit {span} unter {limit}";

    public override string Rises(string rate, string value) => $"steigt um {rate}, jetzt {value}";

    public override string Falls(string rate, string value) => $"sinkt um {rate}, jetzt {value}";

    public override string BatteryLow(string value) => $"Batterie schwach: {value}";

    public override string Lost(int count) =>
        count == 1 ? "eine Nachricht seit gestern verloren" : $"{count} Nachrichten seit gestern verloren";
}
