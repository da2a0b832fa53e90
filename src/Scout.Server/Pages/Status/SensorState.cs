using Scout.Core.Devices;
using Scout.Core.Messages;
using Scout.Core.Watches.Sensors;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Status;

/// <summary>What a device last measured.</summary>
/// <param name="Values">One of each series, the one that spoke last first.</param>
public sealed record SensorState(long Device, bool IsMuted, IReadOnlyList<SensorValue> Values)
{
    /// <summary>What rules look at comes first.</summary>
    public SensorState WatchedFirst(SensorSettings? settings) =>
        this with
        {
            Values =
            [
                .. Values.OrderBy(value => settings?.Rules.Any(rule => rule.Field == value.Field) is true ? 0 : 1),
            ],
        };

    /// <summary>Nobody waits for a device that is muted.</summary>
    public bool IsFresh => IsMuted || (Values.Count > 0 && Values.Any(value => !value.IsOld));
}

/// <summary>The newest value of a series.</summary>
/// <param name="Amount">With its unit, as the page's language writes it.</param>
/// <param name="IsOld">It should have been replaced long ago.</param>
public sealed record SensorValue(string Field, string Label, string Amount, DateTimeOffset At, bool IsOld);

internal static class SensorStates
{
    /// <summary>Of all devices whose watches the account sees, by watch.</summary>
    public static async Task<IReadOnlyDictionary<string, SensorState>> SensorStatesAsync(
        this Session session,
        string account,
        DateTimeOffset now
    )
    {
        var devices = await session.QueryAsync<DeviceRow>(
            $"""
            select {DeviceRow.Columns} from devices d
            join watches w on w.id = d.watch_id
            where w.removed_at is null and d.state in ('Active', 'Muted') and {AccessStore.Sees}
            """,
            new { account }
        );
        if (devices.Count == 0)
        {
            return new Dictionary<string, SensorState>(StringComparer.Ordinal);
        }

        var values = (
            await session.QueryAsync<ValueRow>(
                $"""
                select g.watch_id, g.field, g.unit, g.last_at, g.last_value from series g
                join watches w on w.id = g.watch_id
                where w.kind = 'sensor' and w.removed_at is null and g.last_at is not null
                  and {AccessStore.Sees}
                order by g.last_at desc, g.field
                """,
                new { account }
            )
        ).ToLookup(row => row.WatchId);
        var looks = await DecoderLooks.LoadAsync(session);
        return devices.ToDictionary(
            device => device.WatchId!,
            device => StateOf(device, values[device.WatchId!], looks.Of(device.NetworkId, device.Fields), now),
            StringComparer.Ordinal
        );
    }

    private static SensorState StateOf(
        DeviceRow device,
        IEnumerable<ValueRow> values,
        IReadOnlyList<FieldShape> shapes,
        DateTimeOffset now
    )
    {
        var wait = Silence.After(device.Interval);
        return new SensorState(
            device.Id,
            device.State is DeviceState.Muted,
            [
                .. values.Select(row =>
                {
                    var shape = shapes.FirstOrDefault(one => one.Name == row.Field);
                    var at = DateTimeOffset.FromUnixTimeMilliseconds(row.LastAt);
                    return new SensorValue(
                        row.Field,
                        shape is { Label.Length: > 0 } ? shape.Label : row.Field,
                        DeviceMessages.Amount(
                            row.LastValue,
                            shape?.Decimals,
                            shape is { Unit.Length: > 0 } ? shape.Unit : row.Unit,
                            Say.Language
                        ),
                        at,
                        now - at >= wait
                    );
                }),
            ]
        );
    }

    private sealed record ValueRow
    {
        public required string WatchId { get; init; }

        public required string Field { get; init; }

        public required string Unit { get; init; }

        public required long LastAt { get; init; }

        public required double LastValue { get; init; }
    }
}
