using System.Diagnostics;
using Scout.Server.Due;

namespace Scout.Server.Sources.Devices;

/// <summary>Something came from a network and waits to be read. The key is the network, so its messages keep their order.</summary>
internal sealed class DeviceWork(DeviceDesk desk, AwakeDesks desks, ArrivalQueue queue) : IDueWork
{
    public const string WorkKind = "devices";

    /// <summary>As what other sources send: somebody may have to be reached.</summary>
    public const long Rank = Intake.IntakeWork.Rank;

    /// <summary>So many requests are one unit of work: nobody else waits for more.</summary>
    private const int Portion = 64;

    /// <summary>While more is kept than is read: answers wait for the unit, too.</summary>
    private const int SmallPortion = 12;

    /// <summary>
    /// So many times the length of a portion it rests when the door is twice as fast, or faster; less in between. The
    /// turns that a portion asks for want time, too.
    /// </summary>
    private const int Patience = 40;

    public string Kind => WorkKind;

    public int Concurrency => 4;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        desks.Wakes(row.Key);
        try
        {
            var most = Portion;
            var (since, kept) = (Stopwatch.GetTimestamp(), queue.Kept);
            while (true)
            {
                var begin = Stopwatch.GetTimestamp();
                var read = await desk.TakeNextAsync(row.Key, most, cancellationToken);
                if (read == 0)
                {
                    return;
                }

                // How many times faster the door is than the desk, since the last portion.
                var (now, keptNow) = (Stopwatch.GetTimestamp(), queue.Kept);
                var pressure = (double)(keptNow - kept) / (now - since) * (now - begin) / read;
                (since, kept) = (now, keptNow);
                most = pressure > 1 ? SmallPortion : Portion;
                await RestAsync(Stopwatch.GetElapsedTime(begin, now), pressure, cancellationToken);
            }
        }
        finally
        {
            desks.Sleeps(row.Key);
        }
    }

    // Answers come first: whoever waits for one in vain sends again. A small share of the time stays for readings, so that
    // nobody holds them up for good. By the machine's time, not the clock's.
    private static Task RestAsync(TimeSpan worked, double pressure, CancellationToken cancellationToken) =>
        pressure <= 1
            ? Task.CompletedTask
            : Task.Delay(worked * (Patience * Math.Min(pressure - 1, 1)), TimeProvider.System, cancellationToken);
}
