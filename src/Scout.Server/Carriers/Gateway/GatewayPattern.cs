using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scout.Server.Carriers.Gateway;

/// <summary>
/// Finds something in an answer or a webhook: "$.messages[0].id" (a JSON path), "$.status ~ ^(queued|sent)$" (a path
/// whose value fits), or a regular expression over the whole text, whose first group counts, if it has one. Pure.
/// </summary>
internal sealed partial class GatewayPattern
{
    private readonly ImmutableArray<string>? _path;
    private readonly Regex? _regex;

    private GatewayPattern(ImmutableArray<string>? path, Regex? regex)
    {
        _path = path;
        _regex = regex;
    }

    /// <summary>Null for an empty setting.</summary>
    /// <exception cref="FormatException">What is wrong with it, as the end of a sentence.</exception>
    public static GatewayPattern? Parse(string pattern)
    {
        var text = pattern.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (!text.StartsWith("$.", StringComparison.Ordinal) && !text.StartsWith("$[", StringComparison.Ordinal))
        {
            return new GatewayPattern(null, Expression(text));
        }

        var parts = text.Split(" ~ ", 2, StringSplitOptions.TrimEntries);
        return new GatewayPattern(Path(parts[0]), parts.Length > 1 ? Expression(parts[1]) : null);
    }

    /// <summary>What it finds; null: it does not fit.</summary>
    public string? Find(GatewayAnswer answer)
    {
        var text = answer.Text;
        if (_path is { } path)
        {
            text = answer.At(path);
            if (string.IsNullOrEmpty(text) || _regex is null)
            {
                return string.IsNullOrEmpty(text) ? null : text;
            }
        }

        var match = _regex!.Match(text);
        return !match.Success ? null
            : match.Groups.Count > 1 && match.Groups[1].Success ? match.Groups[1].Value
            : match.Value;
    }

    private static ImmutableArray<string> Path(string text)
    {
        var match = Steps().Match(text);
        return match.Success
            ? [.. match.Groups["step"].Captures.Select(step => step.Value)]
            : throw new FormatException($"'{text}' is not a path such as $.messages[0].id.");
    }

    private static Regex Expression(string text)
    {
        try
        {
            // Answers come from outside: no expression may take longer for a clever one.
            return new Regex(
                text,
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            );
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"'{text}' is not a regular expression: {exception.Message}", exception);
        }
        catch (NotSupportedException exception)
        {
            throw new FormatException(
                $"'{text}' uses a part of regular expressions that looks around or back, which is not taken here.",
                exception
            );
        }
    }

    [GeneratedRegex(
        @"^\$(?:\.(?<step>[\w-]+)|\[(?<step>\d{1,4})\]|\['(?<step>[^']+)'\])+$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Steps();
}

/// <summary>What a provider sent: its text, and the same as JSON where it is JSON.</summary>
internal sealed class GatewayAnswer(string text, JsonElement root)
{
    public string Text => text;

    public static GatewayAnswer Read(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new GatewayAnswer(text, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new GatewayAnswer(text, default);
        }
    }

    /// <summary>A string, a number or "true" at a path; empty when there is none.</summary>
    public string At(ImmutableArray<string> path)
    {
        var at = root;
        foreach (var step in path)
        {
            if (at.ValueKind is JsonValueKind.Object && at.TryGetProperty(step, out var field))
            {
                at = field;
            }
            else if (
                at.ValueKind is JsonValueKind.Array
                && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < at.GetArrayLength()
            )
            {
                at = at[index];
            }
            else
            {
                return "";
            }
        }

        return at.ValueKind is JsonValueKind.True ? "true" : at.AsText();
    }
}
