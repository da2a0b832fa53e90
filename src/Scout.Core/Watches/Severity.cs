namespace Scout.Core.Watches;

/// <summary>How much it matters; decides the channel.</summary>
public enum Severity
{
    /// <summary>Shown, nobody is disturbed.</summary>
    Info,

    /// <summary>A text.</summary>
    Warning,

    /// <summary>A call.</summary>
    Urgent,

    /// <summary>A call that nothing silences for long.</summary>
    Critical,
}
