using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Scout.Core.OnCall;

/// <summary>A schedule as iCalendar (RFC 5545), for calendars that subscribe to it.</summary>
public static class DutyCalendar
{
    private const int LongestLine = 75; // octets, without the line break

    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <param name="id">Of the roster; makes the identities of its entries.</param>
    /// <param name="nameOf">The name of a contact.</param>
    public static string Write(
        string id,
        string name,
        IEnumerable<DutySpan> spans,
        Func<string, string> nameOf,
        Instant now
    )
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Scout//On call//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"X-WR-CALNAME:{Escape(name)}");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        foreach (var span in spans)
        {
            Entry(text, id, name, span, nameOf, now);
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Entry(
        StringBuilder text,
        string id,
        string name,
        DutySpan span,
        Func<string, string> nameOf,
        Instant now
    )
    {
        var who = string.Join(", ", span.Who.People.Select(nameOf));
        var summary = span.Who.IsGap
            ? $"{span.Role}: nobody on duty{(who.Length > 0 ? $" (instead: {who})" : "")}"
            : $"{span.Role}: {who}";
        var start = Stamp.Format(span.Start);
        Line(text, "BEGIN:VEVENT");
        // The same shift keeps its identity for as long as it begins then and is that person's.
        Line(text, $"UID:{start}-{Key(span.Role)}-{Key(span.Who.Primary ?? "nobody")}@{Key(id)}.scout");
        Line(text, $"DTSTAMP:{Stamp.Format(now)}");
        Line(text, $"DTSTART:{start}");
        Line(text, $"DTEND:{Stamp.Format(span.End)}");
        Line(text, $"SUMMARY:{Escape(summary)}");
        Line(text, $"DESCRIPTION:{Escape(name)}");
        Line(text, "TRANSP:TRANSPARENT");
        Line(text, "END:VEVENT");
    }

    private static string Key(string text) =>
        string.Concat(
            Encoding
                .UTF8.GetBytes(text)
                .Select(octet =>
                    char.IsAsciiLetterOrDigit((char)octet)
                        ? ((char)octet).ToString()
                        : "." + octet.ToString("x2", CultureInfo.InvariantCulture)
                )
        );

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace(";", @"\;", StringComparison.Ordinal)
            .Replace(",", @"\,", StringComparison.Ordinal)
            .Replace("\r\n", @"\n", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal)
            .Replace("\r", @"\n", StringComparison.Ordinal);

    /// <summary>Folded so that no line is longer than allowed and no character is torn apart.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
