namespace Scout.Core.Messages;

/// <summary>All words in Spanish: what devices measure.</summary>
internal sealed partial class Spanish
{
    protected override string Minus => "menos";

    protected override IReadOnlyDictionary<string, string> UnitNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["°C"] = "grados Celsius",
            ["°F"] = "grados Fahrenheit",
            ["%"] = "por ciento",
            ["V"] = "voltios",
            ["hPa"] = "hectopascales",
            ["ppm"] = "partes por millón",
            ["lx"] = "lux",
            ["m"] = "metros",
            ["cm"] = "centímetros",
            ["mm"] = "milímetros",
            ["W"] = "vatios",
            ["kWh"] = "kilovatios hora",
        };

    public override string DeviceInTrouble => "la red informa de un fallo del dispositivo";

    public override string NetworkInTrouble => "puede que la red no oiga el dispositivo";

    public override string Overuse => "el dispositivo pide más respuestas de las contratadas";

    public override string PerMinute(string value) => $"{value} por minuto";

    public override string AboveLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, por encima de {limit}" : $"{value}, por encima de {limit} desde hace {span}";

    public override string BelowLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, por debajo de {limit}" : $"{value}, por debajo de {limit} desde hace {span}";

    public override string Rises(string rate, string value) => $"sube {rate}, ahora {value}";

    public override string Falls(string rate, string value) => $"baja {rate}, ahora {value}";

    public override string BatteryLow(string value) => $"batería baja: {value}";

    public override string Lost(int count) =>
        count == 1 ? "un mensaje perdido desde ayer" : $"{count} mensajes perdidos desde ayer";
}
