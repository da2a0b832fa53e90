using System.Text;
using Scout.Core.Messages;

namespace Scout.Server.Carriers.Twilio;

/// <summary>A call script in Twilio's markup (TwiML).</summary>
internal static class TwilioMarkup
{
    /// <summary>An order takes at most 4000 characters of markup.</summary>
    private const int MostSpeech = 3000;

    private const string Head = """<?xml version="1.0" encoding="UTF-8"?>""";

    /// <summary>Nothing to say: an answer to a text that needs none.</summary>
    public static string Nothing { get; } = $"{Head}<Response/>";

    /// <summary>What a new call says. Without an address for the key it only speaks, and says it twice.</summary>
    public static string ForCall(CallScript script, string? keyUrl) => Response(script, keyUrl, times: 2);

    /// <summary>What a running call says next.</summary>
    public static string ForAnswer(CallScript script, string? keyUrl) => Response(script, keyUrl, times: 1);

    /// <summary>The answer is not there yet: say so, and ask for it again.</summary>
    public static string Wait(CallScript script, string againUrl) =>
        $"""{Head}<Response>{Say(script, times: 1)}<Pause length="2"/><Redirect method="POST">{CarrierWords.Escape(againUrl)}</Redirect></Response>""";

    /// <summary>The answer to a text.</summary>
    public static string Message(string text) =>
        $"{Head}<Response><Message>{CarrierWords.Escape(CarrierWords.Speakable(text, 1600))}</Message></Response>";

    private static string Response(CallScript script, string? keyUrl, int times)
    {
        if (!script.AsksForKey || keyUrl is null)
        {
            return $"{Head}<Response>{Say(script, times)}</Response>";
        }

        // Silence is told too (actionOnEmptyResult), and no key ends the input before it is told (finishOnKey).
        var gather =
            $"""<Gather input="dtmf" numDigits="1" timeout="10" finishOnKey="" actionOnEmptyResult="true" method="POST" action="{CarrierWords.Escape(keyUrl)}">""";
        return $"{Head}<Response>{gather}{Say(script, times: 1)}</Gather></Response>";
    }

    private static string Say(CallScript script, int times)
    {
        var voice = TwilioVoices.For(script.Language);
        var loop = times > 1 ? $" loop=\"{times}\"" : "";
        return $"""<Say voice="{voice.Name}" language="{voice.Language}"{loop}><prosody rate="slow">{Speech(script)}</prosody></Say>""";
    }

    // Digits come with commas between them, which every voice reads one by one.
    private static string Speech(CallScript script)
    {
        var text = new StringBuilder();
        foreach (var part in script.Parts)
        {
            var next =
                part.Kind is SpeechKind.Pause
                    ? """<break time="300ms"/>"""
                    : CarrierWords.Escape(CarrierWords.Speakable(part.Text, MostSpeech));
            if (text.Length + next.Length > MostSpeech)
            {
                next = Shorter(part.Text, MostSpeech - text.Length);
                text.Append(next);
                break;
            }

            text.Append(next).Append(' ');
        }

        return text.ToString().TrimEnd();
    }

    // As much of it as fits after escaping.
    private static string Shorter(string words, int room)
    {
        for (var most = Math.Max(room, 0); most > 0; most -= 20)
        {
            var escaped = CarrierWords.Escape(CarrierWords.Speakable(words, most));
            if (escaped.Length <= room)
            {
                return escaped;
            }
        }

        return "";
    }
}
