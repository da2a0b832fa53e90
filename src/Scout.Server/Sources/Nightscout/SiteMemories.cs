using System.Collections.Concurrent;

namespace Scout.Server.Sources.Nightscout;

/// <summary>The memories of this node, by source.</summary>
internal sealed class SiteMemories(SourceStore sources)
{
    private readonly ConcurrentDictionary<string, SiteMemory> _memories = new(StringComparer.Ordinal);

    public SiteMemory Of(SourceState source) =>
        _memories.GetOrAdd(
            source.Id,
            static (_, made) => new SiteMemory(new SiteAccess(made.Source.Site, made.Sources.Open(made.Source))),
            (Source: source, Sources: sources)
        );

    public void Forget(string source) => _memories.TryRemove(source, out _);

    /// <summary>How many sites this node has had an answer from since then.</summary>
    public int AnsweredSince(DateTimeOffset since) => _memories.Values.Count(memory => memory.ContactAt >= since);
}
