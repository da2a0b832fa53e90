namespace Scout.Core.Devices;

/// <summary>Gathers what a reader makes of a body, part by part.</summary>
internal sealed class ReadParts
{
    private const int MostRefused = 50;
    private readonly List<DeviceMessage> _messages = [];
    private readonly List<RefusedPart> _refused = [];

    public DeviceBody Body => DeviceBody.Of(_messages, _refused);

    public void Add(DeviceMessage message) => _messages.Add(message);

    public void Refuse(string where, string problem)
    {
        if (_refused.Count < MostRefused)
        {
            _refused.Add(new RefusedPart(where, problem));
        }
    }
}
