using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Scout.Server.Hosting;

/// <summary>Finds the name a setting was written under, so that people read the word they typed.</summary>
internal sealed partial class SettingNames(IConfigurationRoot configuration)
{
    public string AsWritten(string key)
    {
        var provider = configuration.Providers.LastOrDefault(provider => Has(provider, key));
        return provider switch
        {
            OriginalNamesSource.Provider named => named.NameOf(key) ?? named.NameOf($"{key}:0") ?? key,
            CommandLineConfigurationProvider => "--" + key,
            EnvironmentVariablesConfigurationProvider or DotEnvSource.Provider => Underscored(key),
            null => OriginalNames.Of(key) ?? Underscored(key),
            _ => key,
        };
    }

    /// <summary>The same sentence, with every Scout:… key in it under the name it was written.</summary>
    public string Translate(string sentence) => Key().Replace(sentence, match => AsWritten(match.Groups["key"].Value));

    private static bool Has(IConfigurationProvider provider, string key) =>
        provider.TryGet(key, out _) || provider.TryGet($"{key}:0", out _);

    private static string Underscored(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    // Also "NEXMO_NUMBER (Scout:Vonage:Number)", where the sentence already offers a name.
    [GeneratedRegex(
        @"(?:\b[A-Z][A-Z0-9_]+ \((?<key>Scout(?::\w+)+)\))|(?<key>\bScout(?::\w+)+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Key();
}
