using Scout.Core.Deliveries;

namespace Scout.Core.Tests.Deliveries;

public sealed class CostTests
{
    [Theory]
    [InlineData("0.0333", "EUR", "0.0333 EUR")]
    [InlineData("-0.00750", "usd", "0.0075 USD")]
    [InlineData("0", "EUR", "0 EUR")]
    [InlineData("12", "SEK", "12 SEK")]
    public void What_carriers_take_is_read_as_they_write_it(string amount, string currency, string reads) =>
        Cost.Read(amount, currency).ShouldNotBeNull().ToString().ShouldBe(reads);

    [Theory]
    [InlineData(null, "USD")]
    [InlineData("", "USD")]
    [InlineData("0.01", null)]
    [InlineData("0.01", "")]
    [InlineData("0.01", "€")]
    [InlineData("0.01", "EURO")]
    [InlineData("0,01", "EUR")]
    [InlineData("1e3", "EUR")]
    [InlineData("NaN", "EUR")]
    [InlineData("free", "EUR")]
    [InlineData("79228162514264337593543950335", "EUR")]
    public void What_cannot_be_read_is_no_cost(string? amount, string? currency) =>
        Cost.Read(amount, currency).ShouldBeNull();
}
