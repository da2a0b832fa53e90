namespace Scout.Core.Tandem;

/// <summary>One mode of the pump, walked through event by event.</summary>
/// <param name="reason">Of a start; null: nothing is known.</param>
/// <param name="suffix">What a stop adds to the reason.</param>
/// <param name="replacements">Where documents go that replace one found in Nightscout.</param>
internal sealed class ModeWalk(
    string eventType,
    Func<PumpEvent, string?> reason,
    Func<PumpEvent, string> suffix,
    List<PumpDocument> replacements,
    SyncRun run
)
{
    private readonly List<PumpDocument> _ended = [];
    private OpenDocument? _adopted = run.Input.Adopted.FirstOrDefault(one => one.EventType == eventType);
    private PumpEvent? _start;
    private bool _hasBegun;

    /// <summary>A second start takes the place of the first.</summary>
    public void Start(PumpEvent one) => (_start, _hasBegun) = (one, true);

    /// <summary>Everything stops: what is on, or was found open before anything began.</summary>
    public void StopIfOn(PumpEvent stop)
    {
        if (_start is not null || !_hasBegun)
        {
            Stop(stop, mustHaveBegun: false);
        }
    }

    /// <param name="mustHaveBegun">False: a stop of everything, which is no wonder when nothing was on.</param>
    public void Stop(PumpEvent stop, bool mustHaveBegun)
    {
        if (_start is { } start)
        {
            _start = null;
            if (run.Leads(start))
            {
                var minutes = PumpClock.MinutesBetween(start.PumpTime, stop.PumpTime);
                var numbers = $"{DocumentWriter.Number(start)},{DocumentWriter.Number(stop)}";
                _ended.Add(Document(start, reason(start) + suffix(stop), minutes, numbers));
            }
        }
        else if (_adopted is { } open && stop.At > open.CreatedAt)
        {
            _adopted = null; // the first stop ends it; later ones have nothing to end
            if (run.Leads(stop))
            {
                replacements.Add(Replacement(open, stop, Leader(open, stop)));
            }
        }
        else if (mustHaveBegun && run.Leads(stop))
        {
            run.Notes.Warnings.Add(
                $"{eventType} ended at {stop.PumpTime:uuuu-MM-dd HH:mm}, but no beginning is known."
            );
        }
    }

    public IEnumerable<PumpDocument> Finish()
    {
        if (_start is not { } start || !run.Leads(start))
        {
            return _ended;
        }

        var said = reason(start) is { } known ? $"{known} - Not Ended" : "Not Ended";
        var minutes = PumpClock.MinutesBetween(start.PumpTime, run.Until);
        return [.. _ended, Document(start, said, minutes, DocumentWriter.Number(start))];
    }

    private PumpDocument Document(PumpEvent start, string said, double minutes, string numbers)
    {
        Write(start.At, said, minutes);
        return run.Writer.End(PumpClass.UserMode, NightscoutEntity.Treatments, start.Key, start.At, numbers);
    }

    /// <summary>The stop; the start, known by its number alone, where the stop ended the other mode too.</summary>
    private EventKey Leader(OpenDocument open, PumpEvent stop) =>
        replacements.Exists(other => other.Leader == stop.Key) && uint.TryParse(open.PumpEventId, out var start)
            ? stop.Key with
            {
                Number = start,
            }
            : stop.Key;

    /// <summary>Its length is a difference of instants: of what Nightscout holds only the instant is known.</summary>
    private PumpDocument Replacement(OpenDocument open, PumpEvent stop, EventKey leader)
    {
        Write(open.CreatedAt, open.Ended + suffix(stop), (stop.At - open.CreatedAt).TotalMinutes);
        var numbers = $"{open.PumpEventId},{DocumentWriter.Number(stop)}";
        return run.Writer.End(
            PumpClass.UserMode,
            NightscoutEntity.Treatments,
            leader,
            open.CreatedAt,
            numbers,
            replaces: open.Id
        );
    }

    private void Write(DateTimeOffset createdAt, string said, double minutes)
    {
        var json = run.Writer.Treatment(eventType, createdAt);
        DocumentWriter.Reason(json, said is "" ? null : said);
        json.WriteNumber("duration", Math.Max(0, minutes));
    }
}
