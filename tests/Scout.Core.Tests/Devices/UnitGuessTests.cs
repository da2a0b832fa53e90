using Scout.Core.Devices;

namespace Scout.Core.Tests.Devices;

public sealed class UnitGuessTests
{
    [Theory]
    [InlineData("temp", 21, "°C °F")]
    [InlineData("Temperature", 71, "°F °C")]
    [InlineData("air.temp1", -18.5, "°C °F")]
    [InlineData("soilTemp_f", 21, "°F")]
    [InlineData("hum", 40, "%")]
    [InlineData("soilMoisture", 40, "%")]
    [InlineData("battery", 3.1, "V %")]
    [InlineData("batt", 87, "% V")]
    [InlineData("battery_mv", 3100, "mV")]
    [InlineData("vbat", 3100, "mV")]
    [InlineData("pressure", 1013, "hPa")]
    [InlineData("pressure", 101325, "Pa")]
    [InlineData("co2", 412, "ppm")]
    [InlineData("pm25", 8, "µg/m³")]
    [InlineData("door", 1, "")]
    [InlineData("t", 21, "")]
    [InlineData("c", 21, "")]
    [InlineData("", 0, "")]
    [InlineData("..__", 0, "")]
    public void A_unit_is_guessed_from_the_name_and_what_the_number_can_be(string field, double value, string units) =>
        string.Join(' ', UnitGuess.Of(field, value)).ShouldBe(units);
}
