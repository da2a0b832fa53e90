using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Server.Readings;
using Scout.Server.Readings.Points;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Watch;

/// <summary>
/// Readings as a table for other programs (RFC 4180): local time with its offset, both units. What a sensor only
/// said to be outside its range, or an error, has no number but a note.
/// </summary>
internal sealed class ReadingsCsv(Database database, string watch, TimeRange range, string zone) : IResult
{
    private const string Header = "time,mg/dL,mmol/L,trend,note\r\n";

    /// <summary>A slow reader holds no transaction open: each stretch is read by itself.</summary>
    private const int Chunk = 5_000;

    private static readonly OffsetDateTimePattern Time = OffsetDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:sso<+HH:mm>"
    );

    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition =
            $"attachment; filename=\"readings-{range.From:yyyy-MM-dd}-{range.To:yyyy-MM-dd}.csv\"";
        var text = new StringBuilder(Header);
        var from = range.From;
        while (true)
        {
            var readings = await database.ReadAsync(
                session => session.LoadRangeAsync(watch, "glucose", from, range.To, Chunk),
                httpContext.RequestAborted
            );
            foreach (var reading in readings)
            {
                Write(text, reading);
            }

            await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            text.Clear();
            if (readings.Count < Chunk)
            {
                return;
            }

            from = readings[^1].At.AddMilliseconds(1);
        }
    }

    private void Write(StringBuilder text, Reading reading)
    {
        var isNumber = Glucose.Classify(reading.Value) is GlucoseKind.Measured;
        text.Append(Time.Format(Instant.FromDateTimeOffset(reading.At).InZone(_zone).ToOffsetDateTime()))
            .Append(',')
            .Append(isNumber ? reading.Value.ToString("0.##", CultureInfo.InvariantCulture) : "")
            .Append(',')
            .Append(isNumber ? GlucoseText.Number(reading.Value, GlucoseUnit.MmolL) : "")
            .Append(',')
            .Append(Shown.Value.Words(reading.Trend))
            .Append(',')
            .Append(isNumber ? "" : GlucoseText.Written(reading.Value, GlucoseUnit.MgDl))
            .Append("\r\n");
    }
}
