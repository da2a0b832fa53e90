namespace Scout.Core.Alerts;

/// <summary>What is about to ring, and what rings already.</summary>
internal sealed partial class AlertMove
{
    /// <summary>The next round; or its place among others of the watch that are told together.</summary>
    public void StartRound()
    {
        if (Gathering.PlaceOf(_alert, context) is not { } place)
        {
            Apply(Walk.Begin(_alert));
            return;
        }

        Become(place.State);
        if (place.State.Until() > Now)
        {
            Note(
                place.IsHeldBack ? LedgerEntry.HeldBack : LedgerEntry.Gathered,
                line => line with { Until = place.State.Until() }
            );
        }
    }
}
