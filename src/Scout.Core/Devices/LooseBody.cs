using System.Text;
using System.Text.Json;
using Scout.Core.Events;
using Scout.Core.Sigfox;

namespace Scout.Core.Devices;

/// <summary>
/// Bodies whose shape the user typed: JSON (an object, a list, one a line), a form, a query, the lines of a batch, lines of
/// Influx. The body itself tells which, and not its content type, which is often wrong.
/// </summary>
internal static class LooseBody
{
    public static DeviceBody Read(NetworkKind network, DeviceRequest request)
    {
        var parts = new ReadParts();
        var reader = new LooseReader(network, request, Query(request.Query), parts);
        var text = Encoding.UTF8.GetString(request.Body.Span).Trim('\uFEFF', ' ', '\t', '\r', '\n');
        var problem =
            text.Length == 0 ? reader.ReadQuery()
            : text[0] is '{' or '[' ? Json(text, reader)
            : Text(text, request, reader);
        return problem.Length > 0 ? DeviceBody.Unreadable(problem) : parts.Body;
    }

    private static string Json(string text, LooseReader reader)
    {
        if (LooseJson.ReadAny(text) is { } whole)
        {
            return reader.ReadAny(whole, "");
        }

        // A batch of JSON has one object a line. One object over several lines was read above, or is broken.
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var objects = lines.Select(line => LooseJson.Read(Encoding.UTF8.GetBytes(line))).ToList();
        if (lines.Length > 1 && objects.Exists(one => one is not null))
        {
            for (var i = 0; i < lines.Length; i++)
            {
                reader.ReadLine(objects[i], $"Line {i + 1}");
            }

            return "";
        }

        // A value that was missing where the text has no quotes leaves a hole: `"rssi":,` and `"rssi":N/A`.
        return LooseJson.ReadAny(Mended(text)) is { } mended
            ? reader.ReadAny(mended, "")
            : "The body begins like JSON and is none: look for a missing quote, comma or bracket.";
    }

    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            mended.Append(text[i]);
            if (text[i] is '"' && (i == 0 || text[i - 1] is not '\\'))
            {
                isQuoted = !isQuoted;
            }

            if (text[i] is not ':' || isQuoted)
            {
                continue;
            }

            var end = text.AsSpan(i + 1).IndexOfAny(",}]");
            if (end >= 0 && text.AsSpan(i + 1, end).Trim() is "" or "N/A" or "n/a")
            {
                mended.Append("null");
                i += end;
            }
        }

        return mended.ToString();
    }

    private static string Text(string text, DeviceRequest request, LooseReader reader)
    {
        if (SigfoxBatch.Lines(text) is { Count: > 0 } batch)
        {
            foreach (var (where, line) in batch)
            {
                reader.ReadLine(line, where);
            }

            return "";
        }

        var isForm = request.ContentType.Contains("form", StringComparison.OrdinalIgnoreCase);
        if (!isForm && InfluxLine.IsLikely(text))
        {
            reader.ReadInflux(text);
            return "";
        }

        return LooseForm.Read(Encoding.UTF8.GetBytes(text)) is { } form
            ? reader.ReadAny(form, "")
            : "The body is neither JSON, nor a form (temp=21.5&hum=40), nor lines of Influx (room temp=21.5).";
    }

    private static JsonElement Query(string query) =>
        query.Length == 0 ? default : LooseForm.Read(Encoding.UTF8.GetBytes(query)) ?? default;
}
