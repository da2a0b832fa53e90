using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Sigfox;

/// <summary>
/// The messages of a batch callback: one a line, in the pattern `{device};{time};{data};{seqNumber};{ack}` that Scout prints;
/// what stands at the end may be left out.
/// </summary>
internal static class SigfoxBatch
{
    private static readonly string[] s_columns = ["device", "time", "data", "seqNumber", "ack"];

    /// <summary>Empty: the text is no batch.</summary>
    public static List<(string Where, JsonElement? Line)> Lines(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!lines.Any(line => Columns(line).Length >= 3))
        {
            return [];
        }

        return [.. lines.Select((line, index) => ($"Line {index + 1}", Read(Columns(line))))];
    }

    private static string[] Columns(string line) =>
        line.Contains(';', StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)
            ? line.Split(';', StringSplitOptions.TrimEntries)
            : [];

    private static JsonElement? Read(string[] columns) =>
        columns.Length < 3
            ? null
            : LooseForm.ObjectWith(
                s_columns.Zip(columns, (name, value) => (name, value)).Where(pair => pair.value.Length > 0)
            );
}
