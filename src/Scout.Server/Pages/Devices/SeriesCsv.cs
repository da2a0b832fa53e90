using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Scout.Core.Readings;
using Scout.Server.Pages.Shown;
using Scout.Server.Readings;
using Scout.Server.Readings.Points;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Devices;

/// <summary>
/// All series of a device as one table (RFC 4180): a column for each with its unit, local time with its offset, a cell
/// stays empty where nothing was measured. Read and sent in stretches, whatever its length.
/// </summary>
internal sealed class SeriesCsv(Database database, string watch, TimeRange range, DeviceView view) : IResult
{
    private const int Chunk = 2_000;

    private static readonly OffsetDateTimePattern Time = OffsetDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH:mm:ss;FFFo<+HH:mm>"
    );

    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.Zone) ?? DateTimeZone.Utc;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"device-{view.Device.Id}.csv\"";
        var columns = view.Series.Select(series => new Column(series.Shape.Name, range.From)).ToList();
        var text = new StringBuilder(Csv.Line(["time", .. view.Series.Select(Heading)]));
        while (true)
        {
            foreach (var column in columns.Where(column => column.IsEmpty && !column.IsAtEnd))
            {
                await ReadAsync(column, httpContext.RequestAborted);
            }

            if (columns.TrueForAll(column => column.IsEmpty))
            {
                await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
                return;
            }

            // As far as all columns are read: beyond that, one may have something in between.
            while (columns.TrueForAll(column => !column.IsEmpty || column.IsAtEnd) && Earliest(columns) is { } at)
            {
                text.Append(
                    Csv.Line([
                        Time.Format(Instant.FromDateTimeOffset(at).InZone(_zone).ToOffsetDateTime()),
                        .. columns.Select(column => column.Take(at)),
                    ])
                );
            }

            await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            text.Clear();
        }
    }

    private static string Heading(SeriesView series) =>
        series.UnitShown.Length > 0 ? $"{series.Shape.Name} ({series.UnitShown})" : series.Shape.Name;

    private static DateTimeOffset? Earliest(List<Column> columns) =>
        columns.Where(column => !column.IsEmpty).Select(column => (DateTimeOffset?)column.Next).Min();

    private async Task ReadAsync(Column column, CancellationToken cancellationToken)
    {
        var readings = await database.ReadAsync(
            session => session.LoadRangeAsync(watch, column.Name, column.From, range.To, Chunk),
            cancellationToken
        );
        column.Fill(readings, isAtEnd: readings.Count < Chunk);
    }

    private sealed class Column(string name, DateTimeOffset from)
    {
        private readonly Queue<Reading> _readings = new();

        public string Name => name;

        public DateTimeOffset From { get; private set; } = from;

        public bool IsAtEnd { get; private set; }

        public bool IsEmpty => _readings.Count == 0;

        public DateTimeOffset Next => _readings.Peek().At;

        public void Fill(IReadOnlyList<Reading> readings, bool isAtEnd)
        {
            IsAtEnd = isAtEnd;
            foreach (var reading in readings)
            {
                _readings.Enqueue(reading);
                From = reading.At.AddMilliseconds(1);
            }
        }

        public string Take(DateTimeOffset at) =>
            !IsEmpty && Next == at ? _readings.Dequeue().Value.ToString("R", CultureInfo.InvariantCulture) : "";
    }
}
