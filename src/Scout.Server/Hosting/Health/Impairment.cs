namespace Scout.Server.Hosting.Health;

/// <summary>Alarms would not get through, or would come late, or would be wrong: that is told as an alert of its own.</summary>
/// <param name="Topic">One alert per topic, whatever looks find it.</param>
/// <param name="Detail">One sentence that fits into a text: at most 90 characters.</param>
public sealed record Impairment(string Topic, string Detail)
{
    /// <summary>Due work is not done in time.</summary>
    public const string Evaluator = "evaluator";

    public const string Clock = "clock";

    public const string Database = "database";

    public const string Deliveries = "deliveries";

    /// <summary>From here on due work counts as late, and an evaluator as one that was not there.</summary>
    public static TimeSpan TooLate { get; } = TimeSpan.FromMinutes(3);
}
