using Scout.Core.Tandem;

namespace Scout.Core.Events;

/// <summary>What a problem told by events is about: what messages and pages say of it. No data of end users.</summary>
/// <param name="Headline">What happened, in the source's own words; empty: it has none.</param>
/// <param name="Project">The source's name for the thing that is in trouble; empty: the watch's own name is used.</param>
public sealed record ProblemFacts(string Headline, string Project)
{
    /// <summary>The kind of fault: "TimeoutError".</summary>
    public string Class { get; init; } = "";

    /// <summary>What the fault says, as the source sent it: shown on pages, shortened and cleaned in messages.</summary>
    public string Message { get; init; } = "";

    /// <summary>Where in the program.</summary>
    public string Context { get; init; } = "";

    /// <summary>"production, staging".</summary>
    public string Stage { get; init; } = "";

    /// <summary>How often it happened, as far as is known.</summary>
    public int? Count { get; init; }

    /// <summary>When it happened, by the source's clock; null: the source does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When the news of it came in.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The trouble is silence: when the last sign of life came. Null: the trouble was told.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>Of a pump's way to Nightscout: each language has its own headline and message for it.</summary>
    public PumpTrouble? Pump { get; init; }

    /// <summary>A page about it at the source. Shown, never fetched.</summary>
    public string Link { get; init; } = "";

    /// <summary>What the source calls it; null: the source takes nothing about it.</summary>
    public SourceHandle? Handle { get; init; }

    /// <summary>A release that went out within the hour before; empty: none.</summary>
    public string Release { get; init; } = "";

    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>News older than this when it comes in is called late.</summary>
    public static TimeSpan LateAfter { get; } = TimeSpan.FromMinutes(15);

    public bool IsLate => At is { } at && ReceivedAt - at > LateAfter;

    /// <summary>The same problem, told again: the newest words, all stages, the largest count.</summary>
    internal ProblemFacts Joined(ProblemFacts newer)
    {
        var stages = Stage.Split(", ").Concat(newer.Stage.Split(", ")).Where(stage => stage.Length > 0).Distinct();
        return newer with
        {
            Project = newer.Project.Length > 0 ? newer.Project : Project,
            Class = newer.Class.Length > 0 ? newer.Class : Class,
            Message = newer.Message.Length > 0 ? newer.Message : Message,
            Context = newer.Context.Length > 0 ? newer.Context : Context,
            Link = newer.Link.Length > 0 ? newer.Link : Link,
            Handle = newer.Handle ?? Handle,
            Pump = newer.Pump ?? Pump,
            Stage = string.Join(", ", stages),
            Count = newer.Count is { } count ? Math.Max(count, Count ?? 0) : Count + 1,
        };
    }
}
