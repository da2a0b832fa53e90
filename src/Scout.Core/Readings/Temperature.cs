namespace Scout.Core.Readings;

/// <summary>The scale a person reads temperatures in. Stored values keep the one they came in.</summary>
public enum TemperatureUnit
{
    Celsius,
    Fahrenheit,
}

/// <summary>Temperatures on the two scales that people use.</summary>
public static class Temperature
{
    /// <summary>Null: it is no unit of temperature, or one that people do not choose, such as K.</summary>
    public static TemperatureUnit? UnitOf(string unit) =>
        unit switch
        {
            "°C" => TemperatureUnit.Celsius,
            "°F" => TemperatureUnit.Fahrenheit,
            _ => null,
        };

    /// <summary>"°C", "°F".</summary>
    public static string NameOf(TemperatureUnit unit) => unit is TemperatureUnit.Fahrenheit ? "°F" : "°C";

    public static double Convert(double value, TemperatureUnit from, TemperatureUnit to) =>
        from == to ? value
        : to is TemperatureUnit.Fahrenheit ? (value * 9 / 5) + 32
        : (value - 32) * 5 / 9;
}
