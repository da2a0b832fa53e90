using Scout.Core.Messages;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>What a sandbox call says, as text to read and as text for a browser's voice.</summary>
internal static class SandboxVoice
{
    /// <summary>Digits are a sentence of their own, so that a voice pauses after them.</summary>
    public static string Text(CallScript script) =>
        string.Join(
            ' ',
            script
                .Parts.Where(part => part.Kind is not SpeechKind.Pause)
                .Select(part => part.Kind is SpeechKind.Digits ? $"{part.Text}." : part.Text)
        );
}
