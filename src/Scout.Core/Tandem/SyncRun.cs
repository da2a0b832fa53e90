using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>What the classes of one run share.</summary>
internal sealed record SyncRun(SyncInput Input, DocumentWriter Writer, LocalDateTime Until, SyncNotes Notes)
{
    /// <summary>Whether an event is one to lead a document: not seen before, and not mere context.</summary>
    public bool Leads(PumpEvent one) =>
        IsNew(one)
        && (Input.From is not { } from || one.PumpTime >= from)
        && (Input.To is not { } to || one.PumpTime < to);

    /// <summary>False: the first run found it in Nightscout.</summary>
    public bool IsNew(PumpEvent one) => Input.Seen.IsEmpty || !Input.Seen.Contains(one.Key);
}

/// <summary>What a run gathers beside documents.</summary>
internal sealed class SyncNotes
{
    public List<PumpEvent> Held { get; } = [];

    public List<string> Warnings { get; } = [];
}
