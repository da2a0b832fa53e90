using Scout.Core.Watches;
using Scout.Server.Due;

namespace Scout.Server.Watches;

/// <summary>The clock strikes for a watch. Only a nudge: the deadlines are in the states, the core checks them again.</summary>
internal sealed class TurnWork(Turn turn) : IDueWork
{
    public string Kind => Turn.Kind;

    public int Concurrency => 64;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    /// <summary>The turn sets the row anew, or drops it, in its own transaction.</summary>
    public Task DoAsync(DueRow row, CancellationToken cancellationToken) =>
        turn.TakeAsync(row.Key, new WatchInput.ClockStruck(), cancellationToken);
}
