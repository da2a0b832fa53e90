using System.Collections.Frozen;

namespace Scout.Server.Carriers.Twilio;

/// <summary>The attributes of <c>&lt;Say&gt;</c>.</summary>
/// <param name="Name">A voice that speaks this very language.</param>
/// <param name="Language">BCP-47.</param>
internal readonly record struct TwilioVoice(string Name, string Language);

/// <summary>The voice for a language. A script names the language its words are in, so both always fit.</summary>
internal static class TwilioVoices
{
    private static readonly TwilioVoice Fallback = new("Polly.Amy", "en-GB");

    private static readonly FrozenDictionary<string, TwilioVoice> Voices = new TwilioVoice[]
    {
        Fallback,
        new("Polly.Joanna", "en-US"),
        new("Polly.Nicole", "en-AU"),
        new("Polly.Raveena", "en-IN"),
        new("Polly.Conchita", "es-ES"),
        new("Polly.Mia", "es-MX"),
        new("Polly.Penelope", "es-US"),
        new("Polly.Marlene", "de-DE"),
        new("Polly.Celine", "fr-FR"),
        new("Polly.Chantal", "fr-CA"),
        new("Polly.Vitoria", "pt-BR"),
        new("Polly.Ines", "pt-PT"),
    }.ToFrozenDictionary(voice => voice.Language, StringComparer.OrdinalIgnoreCase);

    public static TwilioVoice For(string language) => Voices.GetValueOrDefault(language, Fallback);
}
