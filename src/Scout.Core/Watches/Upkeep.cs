namespace Scout.Core.Watches;

/// <summary>
/// A planned time in which a watch rings nobody: alerts open silently, and ring when it is over if they are still open. A
/// critical low rings all the same after a hold, as in every pause.
/// </summary>
/// <param name="By">Account.</param>
public sealed record Upkeep(string By, DateTimeOffset From, DateTimeOffset Until)
{
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(7);

    public const int Most = 20;

    /// <summary>As long as it lasts, it is a pause like any other.</summary>
    public Pause? At(DateTimeOffset now) => From <= now && now < Until ? new Pause(By, From, Until) : null;
}
