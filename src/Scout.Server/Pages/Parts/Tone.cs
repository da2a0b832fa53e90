namespace Scout.Server.Pages.Parts;

/// <summary>How something is, from calm to loud. Each has a colour, and a mark of its own shape.</summary>
public enum Tone
{
    Good,
    Quiet,
    Info,
    Warning,
    Alarm,
}

internal static class Tones
{
    /// <summary>The class that gives an element the tone's colours.</summary>
    public static string Class(this Tone tone) =>
        tone switch
        {
            Tone.Good => "good",
            Tone.Quiet => "quiet",
            Tone.Info => "info",
            Tone.Warning => "warning",
            _ => "alarm",
        };
}
