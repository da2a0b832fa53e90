using System.Diagnostics.Metrics;
using Scout.Core.Events;

namespace Scout.Server.Sources.Intake;

/// <summary>What sources send, seen from outside.</summary>
internal sealed class IntakeMetrics : IDisposable
{
    private readonly Meter _meter = new("Scout");
    private readonly Counter<long> _kept;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _quarantined;
    private readonly Counter<long> _unknown;
    private readonly Counter<long> _events;

    public IntakeMetrics()
    {
        _kept = _meter.CreateCounter<long>("scout.intake.kept", description: "Deliveries of sources that were kept.");
        _refused = _meter.CreateCounter<long>(
            "scout.intake.refused",
            description: "Deliveries without a valid secret, or from an address that is not allowed."
        );
        _quarantined = _meter.CreateCounter<long>(
            "scout.intake.quarantined",
            description: "Deliveries that could not be read."
        );
        _unknown = _meter.CreateCounter<long>(
            "scout.intake.unknown",
            description: "Events of a kind that Scout does not know."
        );
        _events = _meter.CreateCounter<long>("scout.intake.events", description: "Events, by what they did.");
    }

    public void Kept(string kind) => _kept.Add(1, Of(kind));

    public void Refused(string kind) => _refused.Add(1, Of(kind));

    public void Quarantined(string kind) => _quarantined.Add(1, Of(kind));

    public void Did(SourceEvent told, EventOutcome outcome)
    {
        _events.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        if (!told.IsKnown)
        {
            _unknown.Add(1);
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(string kind) => new("kind", kind);
}
