using Scout.Server.Carriers;

namespace Scout.Server.Tests.Carriers;

public sealed class CarrierOptionsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Vonage, Twilio", "vonage twilio")]
    [InlineData("twilio;sandbox twilio", "twilio sandbox")]
    public void An_order_is_a_list_of_names(string order, string names) =>
        CarrierOptions.Read(order).ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("1, +44;353", "")]
    [InlineData("881", "")]
    [InlineData("US", "Scout:Carriers:Countries: 'us' is not the beginning of a phone number")]
    [InlineData("999", "Scout:Carriers:Countries: '999' is not the beginning of a phone number")]
    public void A_wrong_country_is_told_in_one_sentence(string countries, string sentence)
    {
        var validator = new CarrierOptionsValidator(new ConfigurationBuilder().Build());

        var failures = validator.Validate(null, new CarrierOptions { Countries = countries }).Failures ?? [];

        string.Join(' ', failures).ShouldStartWith(sentence);
        failures.Count().ShouldBe(sentence.Length == 0 ? 0 : 1);
    }

    [Theory]
    [InlineData("twilio,sandbox", null, "")]
    [InlineData("vonage", null, "Scout:Carriers:Order names vonage, but NEXMO_APPLICATION_ID")]
    [InlineData("twilo", null, "Scout:Carriers:Order: 'twilo' is no carrier")]
    [InlineData("", "+44", "")]
    [InlineData("", "uk", "Scout:Carriers:Prefixes: 'uk' is not the beginning of a phone number")]
    public void A_wrong_order_is_told_in_one_sentence(string order, string? prefix, string sentence)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Scout:Twilio:AccountSid", "AC")])
            .Build();
        var options = new CarrierOptions { Order = order };
        if (prefix is not null)
        {
            options.Prefixes[prefix] = "twilio";
        }

        var failures = new CarrierOptionsValidator(configuration).Validate(null, options).Failures ?? [];

        if (sentence.Length == 0)
        {
            failures.ShouldBeEmpty();
        }
        else
        {
            failures.ShouldHaveSingleItem().ShouldStartWith(sentence);
        }
    }
}
