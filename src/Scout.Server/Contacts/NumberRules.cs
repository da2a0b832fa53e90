using System.Diagnostics.CodeAnalysis;
using Scout.Core.Contacts;
using Scout.Server.Carriers;

namespace Scout.Server.Contacts;

/// <summary>Which numbers a person may write down on this instance, and which it calls and texts.</summary>
internal sealed class NumberRules(IConfiguration configuration)
{
    public AllowedNumbers Allowed { get; } = Of(configuration);

    /// <param name="error">One sentence for whoever typed it.</param>
    public bool TryRead(
        string? typed,
        [NotNullWhen(true)] out PhoneNumber? number,
        [NotNullWhen(false)] out string? error
    )
    {
        if (!PhoneNumber.TryParse(typed, out number, out error, allowCostly: true))
        {
            return false;
        }

        error = Allowed.WhyNot(number.E164);
        number = error is null ? number : null;
        return number is not null;
    }

    /// <summary>Settings that are wrong are told at the start; here they count as not set.</summary>
    public static AllowedNumbers Of(IConfiguration configuration) =>
        new(
            [.. CarrierOptions.ReadCountries(configuration[$"{CarrierOptions.Section}:Countries"] ?? "")],
            [
                .. new[] { configuration["Scout:Vonage:Number"], configuration["Scout:Twilio:Number"] }
                    .Concat(
                        configuration.GetSection("Scout:Carriers:Gateways").GetChildren().Select(one => one["From"])
                    )
                    .OfType<string>()
                    .Select(number => new string([.. number.Where(char.IsAsciiDigit)]))
                    .Where(digits => digits.Length > 0),
            ]
        );
}
