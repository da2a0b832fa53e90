using System.Diagnostics.Metrics;
using System.Text;

namespace Scout.Server.Hosting.Metrics;

/// <summary>The text format that Prometheus scrapes.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(
        IEnumerable<(Instrument Instrument, IEnumerable<KeyValuePair<string, MetricCell>> Cells)> pages
    )
    {
        var text = new StringBuilder();
        foreach (var (instrument, cells) in pages)
        {
            var kind = KindOf(instrument);
            var name = NameOf(instrument, kind);
            if (!string.IsNullOrEmpty(instrument.Description))
            {
                text.Append($"# HELP {name} {instrument.Description.ReplaceLineEndings(" ")}\n");
            }

            text.Append($"# TYPE {name} {kind}\n");
            foreach (var (labels, cell) in cells)
            {
                Append(text, name, kind, labels, cell);
            }
        }

        return text.ToString();
    }

    /// <summary>kind="poll",outcome="None": sorted as they come, escaped.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var escaped = $"{value}".Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
            text.Append(text.Length == 0 ? "" : ",").Append($"{Word(key)}=\"{escaped}\"");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string kind, string labels, MetricCell cell)
    {
        var (sum, count, buckets) = cell.Read();
        if (kind is not "histogram")
        {
            text.Append($"{name}{Braced(labels)} {sum:R}\n");
            return;
        }

        foreach (var (index, bound) in MetricCell.Bounds.Index())
        {
            text.Append($"{name}_bucket{Braced(With(labels, $"le=\"{bound:R}\""))} {buckets[index]}\n");
        }

        text.Append($"{name}_bucket{Braced(With(labels, "le=\"+Inf\""))} {count}\n");
        text.Append($"{name}_sum{Braced(labels)} {sum:R}\n");
        text.Append($"{name}_count{Braced(labels)} {count}\n");
    }

    private static string KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.StartsWith("Counter", StringComparison.Ordinal)
            || type.StartsWith("ObservableCounter", StringComparison.Ordinal)
                ? "counter"
            : "gauge";
    }

    private static string NameOf(Instrument instrument, string kind)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = Word(instrument.Name);
        var withUnit = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return kind is "counter" ? withUnit + "_total" : withUnit;
    }

    private static string Word(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' ? c : '_'));

    private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string With(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";
}
