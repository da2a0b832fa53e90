using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Scout.Server.Hosting;

/// <summary>Gathers everything that is wrong with the settings before anything starts.</summary>
internal sealed partial class SettingsCheck(SettingProblems problems, SettingNames names, IServiceProvider services)
{
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public void Run()
    {
        var sentences = new List<string>(problems.Sentences);
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException exception)
        {
            sentences.AddRange(Sentences(exception));
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(e => e is OptionsValidationException))
        {
            sentences.AddRange(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(Sentences));
        }
        catch (InvalidOperationException exception) when (Unconverted().Match(exception.Message) is { Success: true })
        {
            sentences.Add(Sentence(Unconverted().Match(exception.Message)));
        }

        if (sentences.Count > 0)
        {
            throw new SettingsException([.. sentences.Select(names.Translate).Distinct()]);
        }
    }

    private static string Sentence(Match match) =>
        $"{match.Groups["key"].Value}: '{match.Groups["value"].Value}' is not {Wanted(match.Groups["type"].Value)}.";

    private static string Wanted(string type) =>
        type switch
        {
            "System.Int32" or "System.Int64" => "a whole number",
            "System.Double" => "a number",
            "System.Boolean" => "true or false",
            "System.TimeSpan" => "a time span such as 00:01:00",
            "System.Uri" => "a web address",
            _ => "a value that is known here",
        };

    /// <summary>"PollEvery: The field NightscoutOptions.PollEvery must be …" becomes "Scout:Nightscout:PollEvery must be …".</summary>
    private static IEnumerable<string> Sentences(OptionsValidationException exception)
    {
        const BindingFlags Constants = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;
        var section = exception.OptionsType.GetField("Section", Constants)?.GetValue(null) as string ?? "Scout";
        return exception.Failures.Select(failure =>
            Attribute().Replace(failure, $"{section}:${{property}} ").Replace(".'.", ".", StringComparison.Ordinal)
        );
    }

    [GeneratedRegex(
        @"^(?:DataAnnotation validation failed for '\w+' members: '\w+' with the error: '|\w+: )(?:The field )?(?:\w+\.)?(?<property>\w+)(?: field)? (?=must|is)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Attribute();

    [GeneratedRegex(
        @"^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Unconverted();
}
