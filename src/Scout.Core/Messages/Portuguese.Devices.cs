namespace Scout.Core.Messages;

/// <summary>All words in Portuguese: what devices measure.</summary>
internal sealed partial class Portuguese
{
    protected override string Minus => "menos";

    protected override IReadOnlyDictionary<string, string> UnitNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["°C"] = "graus Celsius",
            ["°F"] = "graus Fahrenheit",
            ["%"] = "por cento",
            ["V"] = "volts",
            ["hPa"] = "hectopascais",
            ["ppm"] = "partes por milhão",
            ["lx"] = "lux",
            ["m"] = "metros",
            ["cm"] = "centímetros",
            ["mm"] = "milímetros",
            ["W"] = "watts",
            ["kWh"] = "quilowatts-hora",
        };

    public override string DeviceInTrouble => "a rede informa uma falha do dispositivo";

    public override string NetworkInTrouble => "a rede talvez não ouça o dispositivo";

    public override string Overuse => "o dispositivo pede mais respostas do que o contrato prevê";

    public override string PerMinute(string value) => $"{value} por minuto";

    public override string AboveLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, acima de {limit}" : $"{value}, acima de {limit} há {span}";

    public override string BelowLimit(string value, string limit, string span) =>
        span.Length == 0 ? $"{value}, abaixo de {limit}" : $"{value}, abaixo de {limit} há {span}";

    public override string Rises(string rate, string value) => $"sobe {rate}, agora {value}";

    public override string Falls(string rate, string value) => $"desce {rate}, agora {value}";

    public override string BatteryLow(string value) => $"bateria fraca: {value}";

    public override string Lost(int count) =>
        count == 1 ? "uma mensagem perdida desde ontem" : $"{count} mensagens perdidas desde ontem";
}
