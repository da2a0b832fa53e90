using Scout.Core.Alerts;

namespace Scout.Core.Watches;

/// <summary>A watch is quiet on purpose. It always has an end and needs nobody to end it.</summary>
/// <param name="By">Account or contact id.</param>
public sealed record Pause(string By, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>When the pause ends for an alert: nobody can keep a critical low quiet for longer than a hold.</summary>
    public DateTimeOffset EndFor(AlertKind kind, Severity severity, AlertTimes times) =>
        kind is AlertKind.Low && severity is Severity.Critical && Since + times.HoldLow < Until
            ? Since + times.HoldLow
            : Until;
}
