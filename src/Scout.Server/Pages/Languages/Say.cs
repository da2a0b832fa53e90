using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Scout.Server.Pages.Languages;

/// <summary>
/// What a page says, in the language of the request. The English sentence is the key, so pages read as what they show:
/// <c>It("Began {0}.", when)</c>. The others lie in <c>Pages/Languages/es/*.json</c>, English to theirs; a test
/// finds what is missing there.
/// </summary>
internal static class Say
{
    public const string English = "en";
    public const string Spanish = "es";

    private static readonly FrozenDictionary<string, string> InSpanish = Load(Spanish);

    /// <summary>Languages of the pages, the default first.</summary>
    public static IReadOnlyList<string> Languages { get; } = [English, Spanish];

    /// <summary>The language of the request: "en", "es".</summary>
    public static string Language => CultureInfo.CurrentUICulture.Name is { Length: > 0 } language ? language : English;

    /// <summary>As its speakers call it.</summary>
    public static string NameOf(string language) => language is Spanish ? "Español" : "English";

    public static string It(string english) =>
        Language is Spanish && InSpanish.TryGetValue(english, out var words) ? words : english;

    /// <param name="english">With a place for each value: {0}, {1} … A translation may order them as it needs.</param>
    public static string It(string english, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, It(english), values);

    /// <summary>One or several; {0} is the number.</summary>
    public static string Count(long number, string one, string several) => It(number == 1 ? one : several, number);

    /// <summary>"Ada", "Ada and Bo", "Ada, Bo and Cy"; nobody: "nobody".</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all switch
        {
            [] => It("nobody"),
            [var one] => one,
            [.. var first, var last] when Language is Spanish => $"{string.Join(", ", first)} {And(last)} {last}",
            [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
        };
    }

    /// <summary>Before the sound of i, Spanish says "e" for "and": "Ana e Inés", but "agua y hielo".</summary>
    private static string And(string next) =>
        next.StartsWith("ie", StringComparison.OrdinalIgnoreCase)
        || next.StartsWith("hie", StringComparison.OrdinalIgnoreCase)
            ? "y"
        : next is ['i' or 'I' or 'í' or 'Í', ..] or ['h' or 'H', 'i' or 'í', ..] ? "e"
        : "y";

    /// <summary>From here on this request speaks English: for scripts, which compare.</summary>
    public static void SpeakEnglish() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(English);

    /// <summary>What a language has, for the test that compares it with what pages say.</summary>
    public static FrozenDictionary<string, string> Load(string language)
    {
        var assembly = typeof(Say).Assembly;
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith($"words/{language}/", StringComparison.Ordinal))
            {
                continue;
            }

            using var stream = assembly.GetManifestResourceStream(name)!;
            using var file = JsonDocument.Parse(stream);
            foreach (var entry in file.RootElement.EnumerateObject())
            {
                // Two files may say the same sentence; they must say it alike.
                if (!words.TryAdd(entry.Name, entry.Value.GetString()!) && words[entry.Name] != entry.Value.GetString())
                {
                    throw new InvalidDataException($"{name} translates \"{entry.Name}\" otherwise than another file.");
                }
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
