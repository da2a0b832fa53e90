using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;

namespace Scout.Core.Contacts;

/// <summary>
/// When a contact wants no text that can wait: from a local time to the next Until, across midnight where Until is
/// earlier. Once a night, also in the nights when clocks change.
/// </summary>
public sealed record QuietHours
{
    /// <summary>Nothing is put off for longer than this, and an hour in the night when clocks go back.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(12);

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Typed = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    private QuietHours(LocalTime from, LocalTime until)
    {
        From = from;
        Until = until;
    }

    public LocalTime From { get; }

    public LocalTime Until { get; }

    /// <summary>"22:00-07:00": how it is stored. <see cref="Parse"/> reads it back.</summary>
    public string Text => $"{Clock.Format(From)}-{Clock.Format(Until)}";

    /// <summary>Reads two clock times of 24 hours. Both empty: no quiet hours, and no error.</summary>
    /// <param name="error">One sentence for the person who typed it.</param>
    public static bool TryParse(
        string? from,
        string? until,
        out QuietHours? hours,
        [NotNullWhen(false)] out string? error
    )
    {
        (hours, error) = (null, null);
        if (string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(until))
        {
            return true;
        }

        if (
            !Typed.Parse(from?.Trim() ?? "").TryGetValue(default, out var first)
            || !Typed.Parse(until?.Trim() ?? "").TryGetValue(default, out var last)
        )
        {
            error = "Quiet hours need two clock times, for example 22:00 and 07:00.";
            return false;
        }

        var length = Period.Between(first, last, PeriodUnits.Minutes).Minutes;
        length = length <= 0 ? length + (24 * 60) : length;
        if (first == last || length > Longest.TotalMinutes)
        {
            error = "Quiet hours last 12 hours at most.";
            return false;
        }

        hours = new QuietHours(first, last);
        return true;
    }

    /// <summary>What is stored; null where nothing is, or nothing that can be read.</summary>
    public static QuietHours? Parse(string? text) =>
        text?.Split('-') is [var from, var until] && TryParse(from, until, out var hours, out _) ? hours : null;

    /// <summary>The end of the quiet hours that now lies in; null when it lies in none.</summary>
    /// <param name="zone">IANA, the contact's; an unknown one counts as UTC.</param>
    public DateTimeOffset? EndAt(DateTimeOffset now, string zone)
    {
        var there = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var instant = Instant.FromDateTimeOffset(now);
        var today = instant.InZone(there).Date;
        // A night is one stretch of real time: an hour that clocks show twice does not begin it twice.
        for (var date = today.PlusDays(-1); date <= today; date = date.PlusDays(1))
        {
            var start = (date + From).InZoneLeniently(there).ToInstant();
            var end = ((From < Until ? date : date.PlusDays(1)) + Until).InZoneLeniently(there).ToInstant();
            if (start <= instant && instant < end)
            {
                return end.ToDateTimeOffset();
            }
        }

        return null;
    }

    public override string ToString() => Text;
}
