using System.Buffers;
using System.Text.Json;

namespace Scout.Server.Readings.Points;

/// <summary>
/// Points as columns. <c>t</c> holds the first time in Unix ms and then the distance of each to the one before; a null
/// among the values breaks the line. <c>v</c> are single readings; with a step (ms), <c>t</c> are the begins of
/// stretches with <c>n</c> readings each.
/// </summary>
internal static class PointsJson
{
    public static ReadOnlyMemory<byte> Write(SeriesPoints points, TimeRange range)
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteNumber("from", range.FromMs);
        json.WriteNumber("to", range.ToMs);
        json.WriteString("unit", points.Series.Unit);
        json.WriteNumber("gap", points.Gap);
        json.WriteNumber("step", points.Step);
        if (points.Step == 0)
        {
            WriteRows(json, points);
        }
        else
        {
            WriteBuckets(json, points);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteRows(Utf8JsonWriter json, SeriesPoints points)
    {
        var columns = WithGaps(points.Rows, row => (row.Ts, row.Ts, row.Ts), points.Gap);
        WriteTimes(json, columns);
        WriteValues(json, "v", columns, row => row.Value);
    }

    private static void WriteBuckets(Utf8JsonWriter json, SeriesPoints points)
    {
        var columns = WithGaps(points.Buckets, row => (row.Ts, row.FirstAt, row.LastAt), points.Gap);
        WriteTimes(json, columns);
        WriteValues(json, "min", columns, row => row.Vmin);
        WriteValues(json, "max", columns, row => row.Vmax);
        WriteValues(json, "first", columns, row => row.Vfirst);
        WriteValues(json, "last", columns, row => row.Vlast);
        WriteValues(json, "n", columns, row => row.N);
    }

    /// <summary>Puts a null between two rows when one ends too long before the next begins.</summary>
    private static List<(long At, T? Row)> WithGaps<T>(
        IReadOnlyList<T> rows,
        Func<T, (long At, long First, long Last)> timesOf,
        long gap
    )
        where T : class
    {
        var columns = new List<(long At, T? Row)>(rows.Count + 16);
        var (at, last) = (0L, long.MaxValue);
        foreach (var row in rows)
        {
            var times = timesOf(row);
            if (columns.Count > 0 && times.First - last > gap)
            {
                columns.Add((at + ((times.At - at) / 2), null));
            }

            columns.Add((times.At, row));
            (at, last) = (times.At, times.Last);
        }

        return columns;
    }

    private static void WriteTimes<T>(Utf8JsonWriter json, List<(long At, T? Row)> columns)
        where T : class
    {
        json.WriteStartArray("t");
        var before = 0L;
        foreach (var (at, _) in columns)
        {
            json.WriteNumberValue(at - before);
            before = at;
        }

        json.WriteEndArray();
    }

    private static void WriteValues<T>(
        Utf8JsonWriter json,
        string name,
        List<(long At, T? Row)> columns,
        Func<T, double> valueOf
    )
        where T : class
    {
        json.WriteStartArray(name);
        foreach (var (_, row) in columns)
        {
            if (row is null)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteNumberValue(Math.Round(valueOf(row), 3));
            }
        }

        json.WriteEndArray();
    }
}
