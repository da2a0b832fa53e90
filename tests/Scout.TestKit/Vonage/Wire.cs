using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scout.TestKit.Vonage;

/// <summary>Small things about the shapes on the wire.</summary>
internal static partial class Wire
{
    public static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));

    public static string Timestamp(TimeProvider time) =>
        time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The talk before the first input, without markup.</summary>
    public static string Spoken(IEnumerable<JsonElement> script) =>
        string.Join(
            ' ',
            script
                .TakeWhile(action => Name(action) != "input")
                .Where(action => Name(action) == "talk")
                .Select(action => Plain(action.GetProperty("text").GetString() ?? ""))
        );

    public static JsonElement? Action(IEnumerable<JsonElement> script, string name) =>
        script.Cast<JsonElement?>().FirstOrDefault(action => Name(action!.Value) == name);

    public static JsonElement[] After(IEnumerable<JsonElement> script, string name) =>
        [.. script.SkipWhile(action => Name(action) != name).Skip(1)];

    public static string EventUrl(JsonElement input) => input.GetProperty("eventUrl")[0].GetString() ?? "";

    public static string Name(JsonElement action) => action.GetProperty("action").GetString() ?? "";

    private static string Plain(string text) =>
        Blanks()
            .Replace(WebUtility.HtmlDecode(Tags().Replace(text, " ")), " ")
            .Replace(" .", ".")
            .Replace(" ,", ",")
            .Trim();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
