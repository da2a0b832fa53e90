using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Scout.TestKit.Twilio;

/// <summary>TwiML as the booth plays it.</summary>
internal static partial class TwilioScript
{
    private static readonly Dictionary<string, string[]> Verbs = new()
    {
        ["Say"] = ["voice", "language", "loop"],
        ["Pause"] = ["length"],
        ["Gather"] = ["input", "numDigits", "timeout", "finishOnKey", "actionOnEmptyResult", "method", "action"],
        ["Redirect"] = ["method"],
        ["Hangup"] = [],
        ["Message"] = [],
    };

    private static readonly string[] Markup = ["prosody", "break", "say-as"];

    public static XElement Parse(string twiml) => XElement.Parse(twiml);

    public static string? WhatIsWrong(string twiml, int most = int.MaxValue)
    {
        if (twiml.Length > most)
        {
            return $"the markup is longer than {most}";
        }

        try
        {
            var root = Parse(twiml);
            return root.Name.LocalName != "Response"
                ? "the root must be Response"
                : root.Descendants().Select(Wrong).FirstOrDefault(wrong => wrong is not null);
        }
        catch (XmlException exception)
        {
            return $"it is no XML: {exception.Message}";
        }
    }

    public static XElement? Gather(XElement script) => script.Element("Gather");

    public static XElement? Redirect(XElement script) => script.Element("Redirect");

    /// <summary>All that is said, without markup.</summary>
    public static string Spoken(XElement script) =>
        Blanks()
            .Replace(string.Join(' ', script.Descendants("Say").Select(say => say.Value)), " ")
            .Replace(" .", ".")
            .Replace(" ,", ",")
            .Trim();

    private static string? Wrong(XElement element)
    {
        var name = element.Name.LocalName;
        if (element.Parent is { Name.LocalName: "Say" or "prosody" })
        {
            return Markup.Contains(name) ? null : $"{name} is nothing a voice knows";
        }

        if (!Verbs.TryGetValue(name, out var attributes))
        {
            return $"{name} is no verb";
        }

        var unknown = element.Attributes().Select(attribute => attribute.Name.LocalName).Except(attributes);
        return unknown.FirstOrDefault() is { } other ? $"{other} is no attribute of {name}"
            : name is "Gather" && !Uri.IsWellFormedUriString(element.Attribute("action")?.Value, UriKind.Absolute)
                ? "Gather needs an action"
            : null;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
