using System.Diagnostics.Metrics;

namespace Scout.Server.Sources.Devices;

/// <summary>What devices send, seen from outside.</summary>
internal sealed class DeviceMetrics : IDisposable
{
    private readonly Meter _meter = new("Scout");
    private readonly Counter<long> _kept;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _readings;

    public DeviceMetrics()
    {
        _kept = _meter.CreateCounter<long>("scout.devices.kept", description: "Requests of devices that were kept.");
        _refused = _meter.CreateCounter<long>(
            "scout.devices.refused",
            description: "Requests of devices that were not kept, by the reason."
        );
        _messages = _meter.CreateCounter<long>(
            "scout.devices.messages",
            description: "Messages of devices, by what became of them."
        );
        _readings = _meter.CreateCounter<long>("scout.devices.readings", description: "Readings made of messages.");
    }

    public void Kept(int count) => _kept.Add(count);

    /// <param name="reason">secret, body, full, storage.</param>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="fate">new, copy, quarantined, refused.</param>
    public void Messages(string fate, int count)
    {
        if (count > 0)
        {
            _messages.Add(count, new KeyValuePair<string, object?>("fate", fate));
        }
    }

    public void Readings(int count) => _readings.Add(count);

    public void Dispose() => _meter.Dispose();
}
