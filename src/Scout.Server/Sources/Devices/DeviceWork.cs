using Scout.Server.Due;

namespace Scout.Server.Sources.Devices;

/// <summary>Something came from a network and waits to be read. The key is the network, so its messages keep their order.</summary>
internal sealed class DeviceWork(DeviceDesk desk, ArrivalQueue queue) : IDueWork
{
    public const string WorkKind = "devices";

    /// <summary>As what other sources send: somebody may have to be reached.</summary>
    public const long Rank = Intake.IntakeWork.Rank;

    /// <summary>How many times the length of a portion it rests while the door is flooded.</summary>
    private const int Patience = 9;

    public string Kind => WorkKind;

    public int Concurrency => 4;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        while (true)
        {
            var begin = TimeProvider.System.GetTimestamp();
            if (!await desk.TakeNextAsync(row.Key, cancellationToken))
            {
                return;
            }

            if (queue.IsBusy)
            {
                // In a flood answers come first: whoever waits for one sends again. Readings follow when it is over.
                await Task.Delay(
                    Patience * TimeProvider.System.GetElapsedTime(begin),
                    TimeProvider.System,
                    cancellationToken
                );
            }
        }
    }
}
