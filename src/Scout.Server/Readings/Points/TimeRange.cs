using System.Globalization;

namespace Scout.Server.Readings.Points;

/// <summary>A stretch of time as an address names it.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded.</param>
public readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366 * 100);

    public TimeSpan Length => To - From;

    public long FromMs => From.ToUnixTimeMilliseconds();

    public long ToMs => To.ToUnixTimeMilliseconds();

    /// <summary>Each end is Unix milliseconds or ISO 8601; one that is not given follows from the other and the usual length.</summary>
    /// <param name="error">A sentence for who typed it; null when the range can be used.</param>
    public static TimeRange Read(string? from, string? to, DateTimeOffset now, TimeSpan usual, out string? error)
    {
        error = null;
        var (first, last) = (ReadTime(from), ReadTime(to));
        if (IsGiven(from) && first is null)
        {
            error = Unreadable("from", from);
            return default;
        }

        if (IsGiven(to) && last is null)
        {
            error = Unreadable("to", to);
            return default;
        }

        var end = last ?? (first is null ? now : Later(first.Value, usual));
        var start = first ?? Later(end, -usual);
        if (start >= end)
        {
            error = "\"from\" must be before \"to\".";
        }
        else if (end - start > Longest)
        {
            error = "The range is longer than a hundred years. Ask for less.";
        }

        return new TimeRange(start, end);
    }

    private static bool IsGiven(string? text) => !string.IsNullOrWhiteSpace(text);

    private static DateTimeOffset? ReadTime(string? text)
    {
        const long LastMs = 253_402_300_799_999; // the end of the year 9999
        if (long.TryParse(text, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var ms))
        {
            return ms is >= 0 and <= LastMs ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        }

        // In an address the plus of an offset is a space unless it was written as %2B.
        return
            IsGiven(text)
            && DateTimeOffset.TryParse(
                text!.Contains('T', StringComparison.Ordinal) ? text.Trim().Replace(' ', '+') : text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
            && time >= DateTimeOffset.UnixEpoch
            ? time
            : null;
    }

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan by)
    {
        var ms = time.ToUnixTimeMilliseconds() + (long)by.TotalMilliseconds;
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, ms));
    }

    private static string Unreadable(string name, string? text) =>
        $"\"{name}\" is no time that can be used: '{(text!.Length > 40 ? text[..40] + "…" : text)}'. Write Unix milliseconds from 1970 on, "
        + "or ISO 8601 such as 2026-03-01T22:00:00Z.";
}
