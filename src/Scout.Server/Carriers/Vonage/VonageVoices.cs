using System.Collections.Frozen;

namespace Scout.Server.Carriers.Vonage;

/// <summary>The voice for a language. A script names the language its words are in, so both always fit.</summary>
internal static class VonageVoices
{
    private const string Fallback = "en-GB";

    private static readonly FrozenDictionary<string, string> Voices = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["da"] = "da-DK",
        ["de"] = "de-DE",
        ["en"] = "en-GB",
        ["en-AU"] = "en-AU",
        ["en-IN"] = "en-IN",
        ["en-US"] = "en-US",
        ["es"] = "es-ES",
        ["es-MX"] = "es-MX",
        ["es-US"] = "es-US",
        ["fi"] = "fi-FI",
        ["fr"] = "fr-FR",
        ["fr-CA"] = "fr-CA",
        ["it"] = "it-IT",
        ["nl"] = "nl-NL",
        ["no"] = "no-NO",
        ["pl"] = "pl-PL",
        ["pt"] = "pt-BR",
        ["pt-PT"] = "pt-PT",
        ["sv"] = "sv-SE",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string For(string language) =>
        Voices.TryGetValue(language, out var exact) ? exact
        : Voices.TryGetValue(language.Split('-')[0], out var near) ? near
        : Fallback;
}
