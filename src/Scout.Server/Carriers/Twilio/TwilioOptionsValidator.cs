using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Scout.Server.Carriers.Twilio;

/// <summary>Half a configuration stops the start: each failure is one sentence with the name people know.</summary>
internal sealed partial class TwilioOptionsValidator : IValidateOptions<TwilioOptions>
{
    public ValidateOptionsResult Validate(string? name, TwilioOptions options)
    {
        if (!options.IsConfigured)
        {
            return ValidateOptionsResult.Skip;
        }

        string[] failures = [.. Credentials(options), .. Senders(options), .. Limits(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Credentials(TwilioOptions options)
    {
        if (!IsSid(options.AccountSid, "AC"))
        {
            yield return Missing(options.AccountSid)
                ? "TWILIO_ACCOUNT_SID (Scout:Twilio:AccountSid) is missing: it names the account that calls."
                : "TWILIO_ACCOUNT_SID (Scout:Twilio:AccountSid) must be AC and 32 hexadecimal digits.";
        }

        if (options.HasApiKey || !Missing(options.ApiSecret))
        {
            if (!IsSid(options.ApiKey, "SK"))
            {
                yield return "TWILIO_API_KEY (Scout:Twilio:ApiKey) must be SK and 32 hexadecimal digits.";
            }

            if (Missing(options.ApiSecret))
            {
                yield return "TWILIO_API_SECRET (Scout:Twilio:ApiSecret) is missing: it belongs to TWILIO_API_KEY.";
            }
        }
        else if (Missing(options.AuthToken))
        {
            yield return "TWILIO_AUTH_TOKEN (Scout:Twilio:AuthToken) is missing: requests are made and webhooks are signed with it.";
        }
    }

    private static IEnumerable<string> Senders(TwilioOptions options)
    {
        if (options.From.Length is < 8 or > 16)
        {
            yield return Missing(options.Number)
                ? "TWILIO_CALLER_ID (Scout:Twilio:Number) is missing: calls come from it."
                : "TWILIO_CALLER_ID (Scout:Twilio:Number) must be a phone number with country code, 7 to 15 digits.";
        }

        if (!Missing(options.MessagingServiceSid) && !IsSid(options.MessagingServiceSid, "MG"))
        {
            yield return "TWILIO_MESSAGING_SERVICE_SID (Scout:Twilio:MessagingServiceSid) must be MG and 32 hexadecimal digits.";
        }
    }

    private static IEnumerable<string> Limits(TwilioOptions options)
    {
        if (!IsUsable(options.ApiUrl))
        {
            yield return "TWILIO_API_URL (Scout:Twilio:ApiUrl) must be an https address.";
        }

        if (options.CallsPerSecond is < 1 or > 100 || options.TextsPerSecond is < 1 or > 100)
        {
            yield return "Scout:Twilio:CallsPerSecond and Scout:Twilio:TextsPerSecond must be between 1 and 100.";
        }

        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromSeconds(25))
        {
            yield return "Scout:Twilio:Timeout must be between 0.1 and 25 seconds.";
        }

        if (options.TextLife < TimeSpan.FromSeconds(10) || options.TextLife > TimeSpan.FromMinutes(10))
        {
            yield return "Scout:Twilio:TextLife must be between 10 seconds and 10 minutes.";
        }
    }

    private static bool IsSid(string text, string kind) =>
        Sid().IsMatch(text.Trim()) && text.Trim().StartsWith(kind, StringComparison.Ordinal);

    // Plain http is for a stand-in on this machine.
    private static bool IsUsable(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool Missing(string value) => string.IsNullOrWhiteSpace(value);

    [GeneratedRegex("^[A-Z]{2}[0-9a-fA-F]{32}$", RegexOptions.None, 1000)]
    private static partial Regex Sid();
}
