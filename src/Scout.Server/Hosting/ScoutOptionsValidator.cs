using Microsoft.Extensions.Options;
using NodaTime;
using Scout.Core.Readings;

namespace Scout.Server.Hosting;

internal sealed class ScoutOptionsValidator : IValidateOptions<ScoutOptions>
{
    public ValidateOptionsResult Validate(string? name, ScoutOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(ScoutOptions options)
    {
        if (!IsAddress(options.SiteUrl, allowHttp: true))
        {
            yield return "Scout:SiteUrl must be the public address of this server, such as https://scout.example.com.";
        }

        if (!IsAddress(options.HeartbeatUrl, allowHttp: true))
        {
            yield return "Scout:HeartbeatUrl must be a web address.";
        }

        if (!Enum.TryParse<GlucoseUnit>(options.Units, ignoreCase: true, out _))
        {
            yield return "Scout:Units must be MgDl or MmolL.";
        }

        if (!string.IsNullOrWhiteSpace(options.Zone) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Zone) is null)
        {
            yield return $"Scout:Zone: '{options.Zone}' is not a time zone; it should look like Europe/Berlin.";
        }
    }

    private static bool IsAddress(string? text, bool allowHttp) =>
        string.IsNullOrWhiteSpace(text)
        || (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (allowHttp && address.Scheme == Uri.UriSchemeHttp))
        );
}
