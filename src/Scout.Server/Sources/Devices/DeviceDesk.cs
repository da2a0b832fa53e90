using Scout.Core.Devices;
using Scout.Server.Live;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>
/// Reads what was kept: devices, messages, readings, and a nudge for the turn of each watch; a portion in one unit of
/// work, in the order it came. Rules look at the readings, so a nudge that is late or comes twice changes nothing.
/// </summary>
internal sealed partial class DeviceDesk(
    Database database,
    LiveHub live,
    DeviceMetrics metrics,
    DeviceProfile profile,
    AwakeDesks desks,
    TimeProvider time,
    ILogger<DeviceDesk> logger
)
{
    /// <param name="most">Requests.</param>
    /// <returns>How many were read; none: nothing waits any more.</returns>
    public Task<int> TakeNextAsync(string network, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TakeNextAsync(session, network, most), cancellationToken);

    private async Task<int> TakeNextAsync(Session session, string id, int most)
    {
        // One order of locks: the network first. What it sent is read one portion after the other.
        var network = await session.LockNetworkAsync(id);
        if (network is null or { RemovedAt: not null })
        {
            desks.Sleeps(id);
            return 0;
        }

        var arrivals = await session.NextArrivalsAsync(id, most);
        if (arrivals.Count == 0)
        {
            desks.Sleeps(id);
            return 0;
        }

        var now = time.GetUtcNow();
        var kind = NetworkKinds.Read(network.Kind);
        var mapping = kind is NetworkKind.Generic ? await session.MappingAsync(id) : null;
        var heard = Read(session, network, kind, mapping, arrivals);
        var batch = new DeviceBatch(session, network, kind, profile.PolicyOf(network), now);
        var taken = await batch.TakeAsync(heard);
        foreach (var (arrival, problem) in taken.Refused)
        {
            session.Refuse(arrival, problem);
        }

        session.Taken(arrivals);
        if (kind is NetworkKind.Generic)
        {
            session.KeepLast(id, arrivals);
        }

        session.Later(
            "update networks set last_at = @at where id = @id",
            new { id, at = arrivals.Max(one => one.ReceivedAt) }
        );
        session.AfterCommit(() => Tell(taken));
        return arrivals.Count;
    }

    private List<HeardMessage> Read(
        Session session,
        NetworkRow network,
        NetworkKind kind,
        BodyMapping? mapping,
        IReadOnlyList<ArrivalRow> arrivals
    )
    {
        var heard = new List<HeardMessage>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            var body = Read(kind, arrival.ToArrival(network.Id).ToRequest() with { Mapping = mapping });
            if (!body.IsReadable || !body.Refused.IsEmpty)
            {
                session.Refuse(arrival.Id, body.IsReadable ? DeviceDoor.Words(body) : body.Problem);
            }

            var received = DateTimeOffset.FromUnixTimeMilliseconds(arrival.ReceivedAt);
            heard.AddRange(
                body.Messages.Select(message => new HeardMessage(arrival.Id, arrival.Sensor, message, received))
            );
        }

        return heard;
    }

    // The door has read it already. What the reader stumbles over must not keep those behind it waiting.
    private DeviceBody Read(NetworkKind kind, DeviceRequest request)
    {
        try
        {
            return DeviceBody.Read(kind, request);
        }
        catch (Exception exception)
        {
            LogUnread(exception);
            return DeviceBody.Unreadable("Scout stumbled over this request; the log says where.");
        }
    }

    private void Tell(TakenMessages taken)
    {
        metrics.Messages("new", taken.New);
        metrics.Messages("copy", taken.Copies);
        metrics.Messages("quarantined", taken.Quarantined);
        metrics.Messages("refused", taken.Refused.Count);
        metrics.Readings(taken.Readings);
        if (taken.HasNewWatch)
        {
            live.Publish(LiveChange.Access);
        }

        foreach (var watch in taken.Watches)
        {
            live.Publish(LiveChange.OfWatch(watch));
        }
    }

    [LoggerMessage(3413, LogLevel.Error, "A kept request of a device could not be read")]
    private partial void LogUnread(Exception exception);
}

/// <summary>A message, and the request that brought it.</summary>
internal sealed record HeardMessage(long Arrival, string Sensor, DeviceMessage Message, DateTimeOffset ReceivedAt);

/// <summary>What became of a portion.</summary>
/// <param name="Refused">Requests with messages that could not be kept, and why.</param>
/// <param name="Watches">With new readings, or other news.</param>
internal sealed record TakenMessages(
    int New,
    int Copies,
    int Quarantined,
    int Readings,
    bool HasNewWatch,
    IReadOnlyList<(long Arrival, string Problem)> Refused,
    IReadOnlyCollection<string> Watches
);
