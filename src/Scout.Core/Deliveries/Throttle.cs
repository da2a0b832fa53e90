using Scout.Core.Watches;

namespace Scout.Core.Deliveries;

/// <summary>What a number has been through.</summary>
/// <param name="LastCallAt">When the last call to it was placed.</param>
/// <param name="LiveUntil">A call is ringing or talking, at the latest until then.</param>
/// <param name="CallsInLastHour">Placed calls, all alerts together.</param>
public sealed record PhoneHistory(DateTimeOffset? LastCallAt, DateTimeOffset? LiveUntil, int CallsInLastHour);

/// <summary>Limits that protect a person, and the owner's purse.</summary>
/// <param name="WaitAfterCall">`WAIT_AFTER_CALL`.</param>
/// <param name="CallsPerHour">Per number; never cuts the first page of an alert, nor a critical one below one per 15 min.</param>
public sealed record PhoneLimits(TimeSpan WaitAfterCall, int CallsPerHour);

/// <summary>May it be sent now?</summary>
public abstract record Clearance
{
    private Clearance() { } // closed

    public sealed record Now : Clearance;

    public sealed record Later(DateTimeOffset At) : Clearance;

    public sealed record Never(string Reason) : Clearance;
}

/// <summary>The pause after a call, one live call per number, and the hourly cap. A function of the history and now.</summary>
public static class Throttle
{
    /// <summary>A live call is asked after again this soon: it may end at any moment.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public static Clearance ForCall(
        PhoneHistory history,
        PhoneLimits limits,
        Severity severity,
        bool firstPage,
        DateTimeOffset now
    )
    {
        if (history.LiveUntil > now)
        {
            var soon = now + LookAgain;
            return new Clearance.Later(history.LiveUntil < soon ? history.LiveUntil.Value : soon);
        }

        if (history.LastCallAt + limits.WaitAfterCall is { } rested && rested > now)
        {
            return new Clearance.Later(rested);
        }

        var capped = history.CallsInLastHour >= limits.CallsPerHour && !firstPage;
        return capped && !Caps.MustBeHeard(severity, history.LastCallAt, now)
            ? new Clearance.Never($"{limits.CallsPerHour} calls in the last hour")
            : new Clearance.Now();
    }
}
