namespace Scout.Core.Devices;

/// <summary>Times as people and programs write them.</summary>
public static class LooseTime
{
    /// <summary>Seconds to nanoseconds since 1970, told apart by their size, or ISO 8601, without an offset UTC.</summary>
    public static bool TryRead(string text, out DateTimeOffset at)
    {
        var isTime = LooseScalar.TryInstant(text, out var instant) && instant is not null;
        at = instant ?? default;
        return isTime;
    }
}
