using Microsoft.Extensions.Options;
using Scout.Core.Contacts;
using Scout.Server.Carriers.Gateway;
using Scout.Server.Carriers.Twilio;
using Scout.Server.Carriers.Vonage;

namespace Scout.Server.Carriers;

/// <summary>An order that names a carrier nobody set up would leave people unreached in silence.</summary>
internal sealed class CarrierOptionsValidator(IConfiguration configuration) : IValidateOptions<CarrierOptions>
{
    public ValidateOptionsResult Validate(string? name, CarrierOptions options)
    {
        string[] failures =
        [
            .. Failures("Scout:Carriers:Order", options.Order),
            .. options.Prefixes.SelectMany(rule => Prefix(rule.Key, rule.Value)),
            .. CarrierOptions
                .ReadCountries(options.Countries)
                .Where(code => !IsCode(code))
                .Select(code =>
                    $"Scout:Carriers:Countries: '{code}' is not the beginning of a phone number, such as 44."
                ),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Prefix(string code, string order)
    {
        if (!IsBeginning(code.TrimStart('+')))
        {
            yield return $"Scout:Carriers:Prefixes: '{code}' is not the beginning of a phone number, such as 44.";
        }

        foreach (var failure in Failures("Scout:Carriers:Prefixes", order))
        {
            yield return failure;
        }
    }

    private static bool IsBeginning(string digits) => digits.Length is > 0 and <= 7 && digits.All(char.IsAsciiDigit);

    // A code that no country has would silence everybody.
    private static bool IsCode(string digits) => IsBeginning(digits) && CallingCodes.Find($"{digits}0000") is not null;

    private IEnumerable<string> Failures(string setting, string order) =>
        CarrierOptions
            .Read(order)
            .Select(carrier =>
                carrier switch
                {
                    "sandbox" => null,
                    "vonage" when VonageRegistration.IsConfigured(configuration) => null,
                    "twilio" when TwilioRegistration.IsConfigured(configuration) => null,
                    "vonage" =>
                        $"{setting} names vonage, but NEXMO_APPLICATION_ID and the other settings of Vonage are not set.",
                    "twilio" =>
                        $"{setting} names twilio, but TWILIO_ACCOUNT_SID and the other settings of Twilio are not set.",
                    _ when GatewayRegistration.NamesIn(configuration).Contains(carrier) => null,
                    _ =>
                        $"{setting}: '{carrier}' is no carrier; there are vonage, twilio, sandbox, and gateways by their names.",
                }
            )
            .OfType<string>();
}
