using System.Text.Json.Serialization;

namespace Scout.Server.Hosting.Health;

/// <summary>How much a finding matters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthLevel>))]
public enum HealthLevel
{
    Fine,

    /// <summary>Alarms go out, and something should be put right.</summary>
    Warning,

    /// <summary>Scout cannot alarm.</summary>
    Failing,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Short and stable, for scripts.</param>
/// <param name="Sentence">For a person, with what to do about it. No numbers, names or secrets of people.</param>
public sealed record HealthFinding(string Name, HealthLevel Level, string Sentence)
{
    /// <summary>Set when alarms suffer in a way that nothing else tells people.</summary>
    [JsonIgnore]
    public Impairment? Impairs { get; init; }

    /// <summary>It could not be looked at.</summary>
    [JsonIgnore]
    public bool IsBlind { get; init; }

    public static HealthFinding Fine(string name, string sentence) => new(name, HealthLevel.Fine, sentence);

    public static HealthFinding Warning(string name, string sentence) => new(name, HealthLevel.Warning, sentence);

    public static HealthFinding Failing(string name, string sentence) => new(name, HealthLevel.Failing, sentence);
}

/// <summary>Looks at one part of Scout.</summary>
internal interface IHealthLook
{
    Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken);
}
