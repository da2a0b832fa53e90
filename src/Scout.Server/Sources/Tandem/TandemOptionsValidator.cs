using Microsoft.Extensions.Options;
using NodaTime;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;

namespace Scout.Server.Sources.Tandem;

/// <summary>What cannot be meant stops the start, with a sentence for each.</summary>
internal sealed class TandemOptionsValidator : IValidateOptions<TandemOptions>
{
    private const int LongestInterval = 24 * 60;

    public ValidateOptionsResult Validate(string? name, TandemOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(TandemOptions options)
    {
        if (options.Region is not ("US" or "EU"))
        {
            yield return $"Scout:Tandem:Region: '{options.Region}' is neither US nor EU.";
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.ZoneName) is null)
        {
            yield return $"Scout:Tandem:Zone: '{options.ZoneName}' is not a time zone; it should look like Europe/Berlin.";
        }

        if (!Features.TryParse(options.FeatureText, out _, out var unknown))
        {
            yield return $"Scout:Tandem:Features: '{unknown}' is none of {string.Join(", ", Features.AllNames)}.";
        }

        if (
            options.HasNightscout
            && !NightscoutAddress.TryParse(options.NightscoutUrl, allowHttp: true, out _, out var problem)
        )
        {
            yield return $"Scout:Tandem:NightscoutUrl: {problem}";
        }

        if (options.ProfileUploadMode is not ("add" or "replace"))
        {
            yield return $"Scout:Tandem:ProfileUploadMode: '{options.ProfileUploadMode}' is neither add nor replace.";
        }

        if (options.IntervalMinutes is > LongestInterval)
        {
            yield return $"Scout:Tandem:IntervalMinutes must be a number of minutes between 0 and {LongestInterval}.";
        }

        foreach (
            var (key, address) in new[]
            {
                ("SsoUrl", (Uri?)options.SsoUrl),
                ("LoginUrl", options.LoginUrl),
                ("SourceUrl", options.SourceUrl),
                ("Proxy", options.Proxy),
            }
        )
        {
            if (address is { } typed && !(typed.IsAbsoluteUri && typed.Scheme is "https" or "http"))
            {
                yield return $"Scout:Tandem:{key} must be a web address.";
            }
        }
    }
}
