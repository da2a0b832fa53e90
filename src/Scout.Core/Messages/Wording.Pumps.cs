using Scout.Core.Tandem;

namespace Scout.Core.Messages;

/// <summary>What every language must be able to say about pumps.</summary>
internal abstract partial class Wording
{
    /// <summary>With its article, as in "the pump had an occlusion alarm".</summary>
    public abstract string PumpAlarm(PumpAlarmKind kind);

    /// <summary>It is past: "Sam: the pump had an occlusion alarm at 03:12, 4 h ago."</summary>
    public abstract string PumpHad(string about, string alarm, string at, string ago);

    // Headlines: a few words, no full stop.
    public abstract string PumpSilent(string span);
    public abstract string PumpAhead(string span);

    /// <param name="by">Null: nobody says.</param>
    public abstract string PumpProfile(string? by);

    /// <summary>The others, which need nothing more.</summary>
    public abstract string PumpIn(PumpTroubleKind trouble);

    /// <summary>What to do about it.</summary>
    public abstract string PumpAdvice(PumpTroubleKind trouble);
}
