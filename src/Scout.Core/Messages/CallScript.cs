using System.Collections.Immutable;

namespace Scout.Core.Messages;

/// <summary>A part of what a call says.</summary>
public enum SpeechKind
{
    /// <summary>A sentence.</summary>
    Sentence,

    /// <summary>A number said digit by digit, e.g. "6, 2".</summary>
    Digits,

    /// <summary>A short silence; the text is empty.</summary>
    Pause,
}

/// <summary>One sentence, number or pause.</summary>
public readonly record struct Speech(SpeechKind Kind, string Text);

/// <summary>What a call says, independent of any carrier's markup.</summary>
/// <param name="Parts">In order; said as one message.</param>
/// <param name="Language">BCP-47, decides voice and text together.</param>
/// <param name="AsksForKey">True: the message ends with a question and a key is awaited; false: say it and hang up.</param>
public sealed record CallScript(ImmutableArray<Speech> Parts, string Language, bool AsksForKey)
{
    /// <summary>The script as one plain line, as the sandbox shows it.</summary>
    public string PlainText =>
        string.Join(' ', Parts.Where(part => part.Kind is not SpeechKind.Pause).Select(part => part.Text));
}
