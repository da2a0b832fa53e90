namespace Scout.Core.Messages;

/// <summary>All words in English: what devices measure.</summary>
internal sealed partial class English
{
    protected override string Minus => "minus";

    protected override IReadOnlyDictionary<string, string> UnitNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["°C"] = "degrees Celsius",
            ["°F"] = "degrees Fahrenheit",
            ["%"] = "percent",
            ["V"] = "volts",
            ["hPa"] = "hectopascals",
            ["ppm"] = "parts per million",
            ["lx"] = "lux",
            ["m"] = "metres",
            ["cm"] = "centimetres",
            ["mm"] = "millimetres",
            ["W"] = "watts",
            ["kWh"] = "kilowatt hours",
        };

    public override string DeviceInTrouble => "the network reports trouble with the device";

    public override string NetworkInTrouble => "the network may not hear the device";

    public override string Overuse => "the device asks for more answers than its contract holds";

    public override string PerMinute(string value) => $"{value} a minute";

    public override string AboveLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, above {limit}" : $"{value}, above {limit} for {span}";

    public override string BelowLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, below {limit}" : $"{value}, below {limit} for {span}";

    public override string Rises(string rate, string value) => $"rising by {rate}, now {value}";

    public override string Falls(string rate, string value) => $"falling by {rate}, now {value}";

    public override string BatteryLow(string value) => $"battery low: {value}";

    public override string Lost(int count) =>
        count == 1 ? "1 message lost since yesterday" : $"{count} messages lost since yesterday";
}
