namespace Scout.Server.Due;

/// <summary>How this node takes part in due work.</summary>
internal sealed class DueOptions
{
    public const string Section = "Scout:Due";

    /// <summary>False: the loop does not run by itself. Tests call <see cref="DueLoop.RunDueAsync"/>.</summary>
    public bool Loop { get; set; } = true;

    /// <summary>How long a stop waits for work that has begun.</summary>
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(10);
}
