namespace Scout.Core.Readings;

/// <summary>A value of a series at a time. Glucose is always mg/dL, sensor error codes (1–38) included.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="Value">In the unit of the series.</param>
/// <param name="Trend">The direction the sensor reported with it.</param>
/// <param name="ReceivedAt">When Scout got it.</param>
public readonly record struct Reading(DateTimeOffset At, double Value, Trend Trend, DateTimeOffset ReceivedAt)
{
    public TimeSpan AgeAt(DateTimeOffset now) => now - At;
}
