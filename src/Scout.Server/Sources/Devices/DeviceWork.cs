using Scout.Server.Due;

namespace Scout.Server.Sources.Devices;

/// <summary>Something came from a network and waits to be read. The key is the network, so its messages keep their order.</summary>
internal sealed class DeviceWork(DeviceDesk desk) : IDueWork
{
    public const string WorkKind = "devices";

    /// <summary>As what other sources send: somebody may have to be reached.</summary>
    public const long Rank = Intake.IntakeWork.Rank;

    public string Kind => WorkKind;

    public int Concurrency => 4;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        while (await desk.TakeNextAsync(row.Key, cancellationToken))
        {
            // The next ones.
        }
    }
}
