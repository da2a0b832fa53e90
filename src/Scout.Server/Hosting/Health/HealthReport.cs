namespace Scout.Server.Hosting.Health;

/// <summary>Whether Scout can alarm, and why.</summary>
public sealed record HealthReport(
    HealthLevel Status,
    string Sentence,
    DateTimeOffset At,
    string Node,
    string Version,
    IReadOnlyList<HealthFinding> Findings
);
