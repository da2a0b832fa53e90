using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scout.TestKit.Vonage;

/// <summary>What a call's script may look like.</summary>
internal static partial class Scripts
{
    private static readonly string[] TalkFields =
    [
        "action",
        "text",
        "language",
        "style",
        "premium",
        "loop",
        "level",
        "bargeIn",
    ];

    private static readonly string[] InputFields = ["action", "type", "dtmf", "eventUrl", "eventMethod", "mode"];

    public static string? WhatIsWrong(JsonElement script)
    {
        if (script.ValueKind is not JsonValueKind.Array || script.GetArrayLength() == 0)
        {
            return "ncco must be an array of actions";
        }

        var barged = false;
        foreach (var action in script.EnumerateArray())
        {
            var name = Wire.Name(action);
            var wrong = name switch
            {
                "talk" => Talk(action),
                "input" => Input(action),
                _ => $"ncco: the action {name}",
            };
            if (wrong is not null)
            {
                return wrong;
            }

            barged = name is "talk" && (barged || Flag(action, "bargeIn"));
        }

        return barged ? "ncco: a talk with bargeIn needs an input after it" : null;
    }

    public static bool IsAddressArray(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array
        && value.GetArrayLength() == 1
        && Uri.TryCreate(value[0].GetString(), UriKind.Absolute, out _);

    private static string? Talk(JsonElement action)
    {
        var text = action.TryGetProperty("text", out var value) ? value.GetString() ?? "" : "";
        var plain = Tags().Replace(text, "");
        return Unknown(action, TalkFields)
            ?? (plain.Trim().Length is 0 or > 1500 ? "ncco: talk.text of 1 to 1500 characters" : null)
            ?? (text.Contains('<', StringComparison.Ordinal) && !IsXml(text) ? "ncco: talk.text is no SSML" : null);
    }

    private static string? Input(JsonElement action)
    {
        var hasType =
            action.TryGetProperty("type", out var type)
            && type.ValueKind is JsonValueKind.Array
            && type.EnumerateArray().All(item => item.GetString() is "dtmf");
        return Unknown(action, InputFields)
            ?? (hasType ? null : "ncco: input.type must be an array")
            ?? (
                action.TryGetProperty("eventUrl", out var address) && IsAddressArray(address)
                    ? null
                    : "ncco: input.eventUrl must be an array of one address"
            )
            ?? (action.TryGetProperty("dtmf", out var keys) ? Keys(keys) : null);
    }

    private static string? Keys(JsonElement keys) =>
        Unknown(keys, ["timeOut", "maxDigits", "submitOnHash"])
        ?? (
            keys.TryGetProperty("timeOut", out var time) && time.GetInt32() is < 0 or > 10 ? "ncco: dtmf.timeOut" : null
        )
        ?? (
            keys.TryGetProperty("maxDigits", out var most) && most.GetInt32() is < 1 or > 20
                ? "ncco: dtmf.maxDigits"
                : null
        );

    private static bool IsXml(string text)
    {
        try
        {
            return System.Xml.Linq.XElement.Parse(text).Name.LocalName is "speak";
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    private static bool Flag(JsonElement action, string name) =>
        action.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    private static string? Unknown(JsonElement element, string[] known) =>
        element.EnumerateObject().Select(field => field.Name).Except(known).FirstOrDefault() is { } unknown
            ? $"ncco: {unknown} is no property here"
            : null;

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();
}
