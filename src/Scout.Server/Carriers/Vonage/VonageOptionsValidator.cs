using Microsoft.Extensions.Options;

namespace Scout.Server.Carriers.Vonage;

/// <summary>Half a configuration stops the start: each failure is one sentence with the name people know.</summary>
internal sealed class VonageOptionsValidator : IValidateOptions<VonageOptions>
{
    public ValidateOptionsResult Validate(string? name, VonageOptions options)
    {
        if (!options.IsConfigured)
        {
            return ValidateOptionsResult.Skip;
        }

        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(VonageOptions options)
    {
        if (!Guid.TryParse(options.ApplicationId.Trim(), out _))
        {
            yield return Missing(options.ApplicationId)
                ? "NEXMO_APPLICATION_ID (Scout:Vonage:ApplicationId) is missing: calls are placed by an application."
                : "NEXMO_APPLICATION_ID (Scout:Vonage:ApplicationId) is not an application id.";
        }

        if (KeyFailure(options.PrivateKey) is { } failure)
        {
            yield return $"NEXMO_PRIVATE_KEY (Scout:Vonage:PrivateKey) {failure}";
        }

        if (options.From.Length is < 7 or > 15)
        {
            yield return Missing(options.Number)
                ? "NEXMO_NUMBER (Scout:Vonage:Number) is missing: calls and texts come from it."
                : "NEXMO_NUMBER (Scout:Vonage:Number) must be a phone number with country code, 7 to 15 digits.";
        }

        if (!Missing(options.SignatureSecret) && Missing(options.ApiKey))
        {
            yield return "NEXMO_API_KEY (Scout:Vonage:ApiKey) is missing: signed webhooks are checked against it.";
        }

        if (!IsUsable(options.ApiUrl))
        {
            yield return "VONAGE_API_URL (Scout:Vonage:ApiUrl) must be an https address.";
        }

        if (options.CallsPerSecond is < 1 or > 100 || options.TextsPerSecond is < 1 or > 100)
        {
            yield return "Scout:Vonage:CallsPerSecond and Scout:Vonage:TextsPerSecond must be between 1 and 100.";
        }

        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromSeconds(25))
        {
            yield return "Scout:Vonage:Timeout must be between 0.1 and 25 seconds.";
        }
    }

    private static string? KeyFailure(string key)
    {
        if (Missing(key))
        {
            return "is missing: requests are signed with the private key of the application.";
        }

        try
        {
            VonageKey.Read(key).Dispose();
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    // Plain http is for a stand-in on this machine.
    private static bool IsUsable(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool Missing(string value) => string.IsNullOrWhiteSpace(value);
}
