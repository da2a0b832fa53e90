using Scout.Server.Due;

namespace Scout.Server.Sources.Intake;

/// <summary>Something was sent to a watch and waits to be read. The key is the watch, so its deliveries keep their order.</summary>
internal sealed class IntakeWork(IntakeDesk desk) : IDueWork
{
    public const string WorkKind = "intake";

    /// <summary>Before polls and clocks: somebody may have to be reached.</summary>
    public const long Rank = -8;

    public string Kind => WorkKind;

    public int Concurrency => 16;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        while (await desk.TakeNextAsync(row.Key, cancellationToken))
        {
            // The next one.
        }
    }
}
