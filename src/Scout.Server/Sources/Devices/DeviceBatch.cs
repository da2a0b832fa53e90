using Scout.Core.Devices;
using Scout.Server.Due;
using Scout.Server.Readings;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Devices;

/// <summary>Some messages of one network, taken together: few statements for many of them.</summary>
internal sealed class DeviceBatch(
    Session session,
    NetworkRow network,
    NetworkKind kind,
    DevicePolicy policy,
    DateTimeOffset now
)
{
    private readonly Dictionary<long, DeviceRow> _devices = [];
    private readonly Dictionary<(long Device, string Key), MessageRow> _messages = [];
    private readonly HashSet<(long Device, string Key)> _new = [];
    private readonly HashSet<(long Device, string Key)> _changed = [];
    private readonly HashSet<string> _nudged = new(StringComparer.Ordinal);
    private readonly List<(long Arrival, string Problem)> _refused = [];
    private readonly SeriesGain _gain = new();
    private Shelf _shelf = null!;
    private int _copies;
    private bool _hasNewWatch;

    public async Task<TakenMessages> TakeAsync(IReadOnlyList<HeardMessage> heard)
    {
        _shelf = await session.DecodersAsync(network.Id);
        var known = await FindDevicesAsync(heard);
        var found = heard
            .Select(one => (Heard: one, Device: known.GetValueOrDefault(MatchOf(one))))
            .Where(one => one.Device is not null)
            .ToList();
        foreach (
            var row in await session.KnownMessagesAsync(
                found.Select(one => (one.Device!.Id, one.Heard.Message.Key)).Distinct()
            )
        )
        {
            _messages[(row.DeviceId, row.DedupKey)] = row;
        }

        foreach (var (one, device) in found)
        {
            await TakeAsync(one, _devices.GetValueOrDefault(device!.Id, device));
        }

        return await SaveAsync();
    }

    private string MatchOf(HeardMessage heard) => DeviceStore.MatchOf(kind, heard.Sensor, heard.Message.Device);

    private async Task<Dictionary<string, DeviceRow>> FindDevicesAsync(IReadOnlyList<HeardMessage> heard)
    {
        var known = await session.KnownDevicesAsync(network.Id, heard.Select(MatchOf).Distinct(StringComparer.Ordinal));
        var room = -1L;
        foreach (var one in heard)
        {
            var match = MatchOf(one);
            if (known.ContainsKey(match))
            {
                continue;
            }

            room = room < 0 ? policy.MostDevices - await session.CountDevicesAsync(network.Id) : room;
            if (room == 0)
            {
                _refused.Add(
                    (one.Arrival, $"The network has {policy.MostDevices} devices already; this would be a new one.")
                );
                continue;
            }

            room--;
            known[match] = await AddAsync(one, match);
        }

        return known;
    }

    private async Task<DeviceRow> AddAsync(HeardMessage heard, string match)
    {
        var device = await session.AddDeviceAsync(
            network.Id,
            heard.Message.Device,
            match,
            heard.Sensor,
            NameOf(heard),
            heard.ReceivedAt
        );
        if (network.Admits is not DeviceState.Active)
        {
            return device;
        }

        _hasNewWatch = true;
        return await session.ActivateAsync(device, network, policy.Settings, now);
    }

    private static string NameOf(HeardMessage heard) =>
        heard.Message.Name.Length > 0 ? heard.Message.Name
        : heard.Sensor.Length == 0 ? heard.Message.Device
        : heard.Message.Device.Length == 0 || heard.Message.Device == heard.Sensor ? heard.Sensor
        : $"{heard.Sensor} ({heard.Message.Device})";

    private async Task TakeAsync(HeardMessage heard, DeviceRow device)
    {
        var message = heard.Message;
        var mark = MessageMarks.Of(message, heard.ReceivedAt);
        var after = device.Heard(message, TimeMarks.Of(message.At, heard.ReceivedAt), heard.ReceivedAt);
        _devices[device.Id] = after;
        var key = (device.Id, message.Key);
        if (!_messages.TryGetValue(key, out var row))
        {
            _new.Add(key);
            _messages[key] = Decoded(message.ToRow(device.Id, heard.ReceivedAt, mark), message, after);
            Nudge(after);
            if (message is { Kind: MessageKind.Acknowledge, Downlink: { } fate })
            {
                await session.EndDownlinkAsync(device.Id, fate, heard.ReceivedAt);
            }

            return;
        }

        _copies++;
        _changed.Add(key);
        _messages[key] = Told(row with { Copies = row.Copies + 1 }, message, after);
    }

    /// <summary>The same message once more: what it adds is kept, nothing is measured twice.</summary>
    private MessageRow Told(MessageRow row, DeviceMessage message, DeviceRow device)
    {
        if (message.Kind is MessageKind.Advanced || row.Kind == nameof(MessageKind.Advanced))
        {
            row = row with { Meta = MessageMeta.Read(row.Meta).With(MessageMeta.Of(message)).Write() };
            Nudge(device);
        }

        var isMore = row.IsBare && (message.HasPayload || !message.Values.IsDefaultOrEmpty);
        return isMore
            ? Decoded(
                row with
                {
                    Kind = message.Kind is MessageKind.Advanced ? row.Kind : message.Kind.ToString(),
                    Payload = MessageStore.PayloadOf(message),
                    Port = message.Port,
                    ValuesJson = FieldJson.Write(message.Values),
                },
                message,
                device
            )
            : row;
    }

    private MessageRow Decoded(MessageRow row, DeviceMessage message, DeviceRow device)
    {
        if (message.Kind is not (MessageKind.Uplink or MessageKind.Advanced))
        {
            return row;
        }

        if (device is not { State: DeviceState.Active or DeviceState.Muted, WatchId: { } watch })
        {
            return row with { DecodeState = DecodeState.Waiting };
        }

        var decoders = _shelf.For(device);
        var decoded = DecoderChoice.Decode(message, decoders);
        if (row.Mark.Length == 0)
        {
            _gain.Add(watch, decoded, decoders, message.At, DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt));
        }

        return row with
        {
            DecodeState = decoded.State,
            DecoderVersion = _shelf.VersionOf(decoded.DecoderId),
        };
    }

    private void Nudge(DeviceRow device)
    {
        if (device is { WatchId: { } watch, State: DeviceState.Active or DeviceState.Muted })
        {
            _nudged.Add(watch);
        }
    }

    private async Task<TakenMessages> SaveAsync()
    {
        if (_new.Count > 0)
        {
            session.AddMessages(_new.Select(key => _messages[key]));
        }

        foreach (var key in _changed.Where(key => !_new.Contains(key)))
        {
            session.SaveMessage(_messages[key]);
        }

        var readings = await session.AddManyAsync(_gain.Readings);
        var rhythms = await session.RhythmsAsync(_devices.Keys);
        session.SaveHeard(
            _devices.Values.Select(one =>
                rhythms.TryGetValue(one.Id, out var rhythm) ? one with { LearnedMs = rhythm } : one
            )
        );
        var muted = _devices.Values.Where(one => one.State is DeviceState.Muted).Select(one => one.WatchId).ToHashSet();
        foreach (var watch in _nudged.Where(one => !muted.Contains(one)).Order(StringComparer.Ordinal))
        {
            await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
        }

        var quarantined = _new.Count(key => _messages[key].DecodeState is DecodeState.Waiting);
        return new TakenMessages(_new.Count, _copies, quarantined, readings, _hasNewWatch, _refused, _nudged);
    }
}

/// <summary>What new devices of a network get.</summary>
/// <param name="Settings">Of their watches.</param>
internal sealed record DevicePolicy(int MostDevices, Scout.Core.Watches.WatchSettings Settings);
