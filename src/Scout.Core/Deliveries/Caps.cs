using Scout.Core.Watches;

namespace Scout.Core.Deliveries;

/// <summary>What has left so far, calls and texts together; tries that came to nothing are not counted.</summary>
/// <param name="ToNumber">To this number within a day, all alerts together.</param>
/// <param name="OfAlert">For this alert, to everybody.</param>
/// <param name="InAll">By this instance within a day.</param>
/// <param name="LastToNumber">When the last one of the same channel left for this number; null: none within a day.</param>
public sealed record Traffic(int ToNumber, int OfAlert, int InAll, DateTimeOffset? LastToNumber);

/// <summary>Limits against running away: calls and texts cost money, and a phone that never stops is switched off.</summary>
/// <param name="NumberPerDay">To one number.</param>
/// <param name="PerAlert">For one alert, to everybody.</param>
/// <param name="PerDay">By the instance.</param>
public sealed record CapLimits(int NumberPerDay, int PerAlert, int PerDay);

/// <summary>What holds a message back although somebody should get it.</summary>
/// <param name="Reason">For the ledger.</param>
/// <param name="IsInstances">The instance's own limit: the owner must know.</param>
public sealed record CapReached(string Reason, bool IsInstances);

/// <summary>
/// The caps. They never cut the first page of an alert to a person, and never a critical one below one message in a
/// quarter of an hour.
/// </summary>
public static class Caps
{
    /// <summary>A critical alert is heard this often, whatever was counted.</summary>
    public static TimeSpan CriticalAtLeast { get; } = TimeSpan.FromMinutes(15);

    public static CapReached? Judge(
        Traffic traffic,
        CapLimits limits,
        Severity severity,
        bool firstPage,
        DateTimeOffset now
    )
    {
        if (firstPage || MustBeHeard(severity, traffic.LastToNumber, now))
        {
            return null;
        }

        return traffic.ToNumber >= limits.NumberPerDay
                ? new($"{limits.NumberPerDay} calls and texts to this number within a day", IsInstances: false)
            : traffic.OfAlert >= limits.PerAlert
                ? new($"{limits.PerAlert} calls and texts for this alert", IsInstances: false)
            : traffic.InAll >= limits.PerDay
                ? new($"{limits.PerDay} calls and texts by this Scout within a day", IsInstances: true)
            : null;
    }

    internal static bool MustBeHeard(Severity severity, DateTimeOffset? last, DateTimeOffset now) =>
        severity is Severity.Critical && !(last + CriticalAtLeast > now);
}
