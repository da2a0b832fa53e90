using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scout.Server.Carriers.Gateway;

/// <summary>Text with placeholders such as {to}; words are escaped as the place they go to needs it. Pure.</summary>
internal sealed partial class GatewayTemplate(string text, Func<string, string> escape)
{
    public static ImmutableArray<string> Names { get; } =
    ["to", "to_digits", "text", "from", "from_digits", "id", "language", "report_url"];

    /// <summary>Every placeholder that stands in it, known or not.</summary>
    public IEnumerable<string> Used => Placeholder().Matches(text).Select(match => match.Groups["name"].Value);

    public string Fill(GatewayWords words) =>
        Placeholder().Replace(text, match => escape(Whole(words[match.Groups["name"].Value])));

    /// <summary>In an address, and in a form's body.</summary>
    public static string InForm(string word) => Uri.EscapeDataString(word);

    /// <summary>Between the quotes of a JSON string. Letters stay letters: simple gateways know no \u.</summary>
    public static string InJson(string word) =>
        JsonEncodedText.Encode(word, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    /// <summary>In an element or an attribute. What XML cannot hold becomes a blank; line ends survive in attributes too.</summary>
    public static string InXml(string word) =>
        CarrierWords
            .Escape(string.Concat(word.Select(letter => IsXml(letter) ? letter : ' ')))
            .Replace("\n", "&#10;")
            .Replace("\r", "&#13;")
            .Replace("\t", "&#9;");

    public static string AsItIs(string word) => word;

    private static bool IsXml(char letter) => letter is >= ' ' or '\n' or '\r' or '\t' and not ('\uFFFE' or '\uFFFF');

    /// <summary>Half a character pair becomes U+FFFD: no encoding can carry it.</summary>
    private static string Whole(string word)
    {
        var whole = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            whole.Append(rune);
        }

        return whole.ToString();
    }

    // JSON objects begin with {" or { ", so they are no placeholders.
    [GeneratedRegex(@"\{(?<name>[A-Za-z_]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}

/// <summary>What the placeholders stand for in one order.</summary>
/// <param name="To">E.164 with +.</param>
/// <param name="Id">Scout's own id of the attempt.</param>
/// <param name="ReportUrl">Where the provider may report on it; empty: nowhere.</param>
internal sealed record GatewayWords(string To, string Text, string From, string Id, string Language, string ReportUrl)
{
    public string this[string name] =>
        name switch
        {
            "to" => To,
            "to_digits" => Digits(To),
            "text" => Text,
            "from" => From,
            "from_digits" => Digits(From),
            "id" => Id,
            "language" => Language,
            "report_url" => ReportUrl,
            _ => "",
        };

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
