using System.Collections.Immutable;
using System.Text;
using Scout.Core.Messages;

namespace Scout.Server.Carriers.Vonage;

/// <summary>A call script in Vonage's markup.</summary>
internal static class VonageMarkup
{
    private const int MostCharacters = 1500; // of one talk, markup not counted

    /// <summary>What a new call says. Without an address for the key it only speaks, and says it twice.</summary>
    public static ImmutableArray<NccoAction> ForCall(CallScript script, string? inputUrl) =>
        Actions(script, inputUrl, talkOnly: Talk(script) with { Loop = 2 });

    /// <summary>What a running call says next.</summary>
    public static ImmutableArray<NccoAction> ForAnswer(CallScript script, string? inputUrl) =>
        Actions(script, inputUrl, talkOnly: Talk(script));

    private static ImmutableArray<NccoAction> Actions(CallScript script, string? inputUrl, NccoAction.Talk talkOnly)
    {
        if (!script.AsksForKey || inputUrl is null)
        {
            return [talkOnly];
        }

        // The last talk is heard only when Scout does not answer the key: the listener learns that it was not taken.
        var talk = Talk(script);
        return [talk with { BargeIn = true }, new NccoAction.Input([inputUrl]), talk];
    }

    private static NccoAction.Talk Talk(CallScript script) => new(Speak(script), VonageVoices.For(script.Language));

    private static string Speak(CallScript script)
    {
        var text = new StringBuilder("<speak><prosody rate='slow'>");
        var left = MostCharacters;
        foreach (var part in script.Parts)
        {
            var words = CarrierWords.Speakable(part.Text, left);
            left -= words.Length + 1;
            text.Append(
                part.Kind switch
                {
                    SpeechKind.Pause => "<break time='300ms'/>",
                    SpeechKind.Digits => SayDigits(words),
                    _ => CarrierWords.Escape(words),
                }
            );
            text.Append(' ');
            if (left <= 0)
            {
                break;
            }
        }

        return text.ToString().TrimEnd() + "</prosody></speak>";
    }

    // Only whole numbers are sure to be read digit by digit; "3, point, 0" is a sentence already.
    private static string SayDigits(string words)
    {
        var digits = string.Concat(words.Where(letter => letter is not (',' or ' ')));
        return digits.Length > 0 && digits.All(char.IsAsciiDigit)
            ? $"<say-as interpret-as='digits'>{digits}</say-as>"
            : CarrierWords.Escape(words);
    }
}
