namespace Scout.Core.Tandem;

/// <summary>A pump's events as Nightscout documents.</summary>
public static class PumpDocuments
{
    public static SyncOutcome Of(SyncInput input) => throw new NotSupportedException(input.AssignmentId);
}
