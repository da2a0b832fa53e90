using Scout.Core.Watches;

namespace Scout.Server.Watches;

/// <summary>The one door to the alerts of a watch: load, decide once, save the new state and its effects, all or nothing.</summary>
internal sealed class Turn
{
    /// <summary>Durable when it returns. Readings of the input are stored in the same transaction.</summary>
    public Task TakeAsync(string watch, WatchInput input, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{watch} {input} {cancellationToken.IsCancellationRequested}");
}
