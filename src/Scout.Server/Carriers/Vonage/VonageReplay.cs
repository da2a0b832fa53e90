namespace Scout.Server.Carriers.Vonage;

/// <summary>
/// Remembers token ids longer than a token is believed, so that a stolen one cannot carry another body.
/// The same body again is a repetition by the sender and harmless further down.
/// </summary>
internal sealed class VonageReplay(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(11); // ±5 minutes of believing, and some

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _hashes = [];
    private readonly Queue<(string Id, DateTimeOffset At)> _order = new();

    public bool IsFirstOrSame(string id, string hash)
    {
        if (id.Length == 0)
        {
            return false;
        }

        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_order.TryPeek(out var oldest) && now - oldest.At > Memory)
            {
                _hashes.Remove(_order.Dequeue().Id);
            }

            if (_hashes.TryGetValue(id, out var known))
            {
                return known == hash;
            }

            _hashes.Add(id, hash);
            _order.Enqueue((id, now));
            return true;
        }
    }
}
