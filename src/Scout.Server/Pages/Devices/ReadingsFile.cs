using System.Globalization;
using Scout.Core.Devices;
using Scout.Core.Readings;
using Scout.Server.Due;
using Scout.Server.Pages.Languages;
using Scout.Server.Readings;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Devices;

/// <summary>Readings from a table: a column with the time, one for each field.</summary>
public sealed record ReadingsFile
{
    private const int MostRows = 200_000;
    private const int MostColumns = 50;
    private const int MostProblems = 20;

    /// <summary>By field, in the order of the table.</summary>
    public required IReadOnlyDictionary<string, List<Reading>> Series { get; init; }

    /// <summary>Lines that cannot be used, and why; the others are taken.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required int Refused { get; init; }

    public int Count => Series.Values.Sum(readings => readings.Count);

    /// <summary>The file if one was chosen, else what was typed.</summary>
    public static async Task<string> TextOfAsync(IFormCollection posted, CancellationToken cancellationToken)
    {
        if (posted.Files.GetFile("file") is { Length: > 0 } file)
        {
            using var reader = new StreamReader(file.OpenReadStream());
            return await reader.ReadToEndAsync(cancellationToken);
        }

        return posted["text"].ToString();
    }

    public static ReadingsFile Read(string text, DateTimeOffset now)
    {
        var problems = new List<string>();
        var refused = 0;
        void Refuse(int line, string problem)
        {
            refused++;
            if (problems.Count < MostProblems)
            {
                problems.Add(Say.It("Line {0}: {1}", line, problem));
            }
        }

        var lines = text.Split('\n');
        var (separator, names) = Head(lines[0].Trim('\uFEFF', '\r', ' '));
        var series = names.ToDictionary(name => name, _ => new List<Reading>(), StringComparer.Ordinal);
        if (names.Count == 0)
        {
            Refuse(1, Say.It("The first line names the columns: time,temp,humidity"));
            return new ReadingsFile
            {
                Series = series,
                Problems = problems,
                Refused = refused,
            };
        }

        for (var i = 1; i < lines.Length; i++)
        {
            var cells = Cells(lines[i].TrimEnd('\r'), separator);
            if (cells.All(cell => cell.Length == 0))
            {
                continue;
            }

            if (i > MostRows)
            {
                Refuse(i + 1, Say.It("A file has at most {0} lines; bring the rest in with a second one.", MostRows));
                break;
            }

            if (!LooseTime.TryRead(cells[0], out var at) || TimeMarks.Of(at, now) is not TimeMark.None)
            {
                Refuse(
                    i + 1,
                    Say.It(
                        "“{0}” is no time that can be: write 2026-01-31T20:15:00Z or seconds since 1970.",
                        Short(cells[0])
                    )
                );
                continue;
            }

            for (var column = 1; column < cells.Length && column <= names.Count; column++)
            {
                if (cells[column].Length == 0)
                {
                    continue;
                }

                if (
                    double.TryParse(
                        cells[column].Replace(separator is ';' ? ',' : '.', '.'),
                        NumberStyles.Float,
                        CultureInfo.InvariantCulture,
                        out var value
                    ) && double.IsFinite(value)
                )
                {
                    series[names[column - 1]].Add(new Reading(at, value, Trend.Unknown, now));
                }
                else
                {
                    Refuse(i + 1, Say.It("“{0}” is no number.", Short(cells[column])));
                }
            }
        }

        return new ReadingsFile
        {
            Series = series.Where(one => one.Value.Count > 0).ToDictionary(StringComparer.Ordinal),
            Problems = problems,
            Refused = refused,
        };
    }

    /// <summary>"temp (°C)" is the field temp: files of Scout's own come back as they went.</summary>
    private static (char Separator, IReadOnlyList<string> Names) Head(string line)
    {
        var separator =
            line.Contains(';', StringComparison.Ordinal) ? ';'
            : line.Contains('\t', StringComparison.Ordinal) ? '\t'
            : ',';
        var names = Cells(line, separator)
            .Skip(1)
            .Select(cell =>
                cell.EndsWith(')') && cell.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var unit
                    ? cell[..unit]
                    : cell
            )
            .ToList();
        var isGood =
            names.Count is > 0 and <= MostColumns
            && names.TrueForAll(name =>
                name.Length is > 0 and <= 80 && !double.TryParse(name, CultureInfo.InvariantCulture, out _)
            )
            && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
        return (separator, isGood ? names : []);
    }

    private static string[] Cells(string line, char separator) =>
        [.. line.Split(separator).Select(cell => cell.Trim().Trim('"').Trim())];

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}

internal static class ReadingsFiles
{
    /// <summary>All or nothing. They are old: they complete the history and call nobody.</summary>
    public static async Task<int> BringInAsync(
        this Session session,
        string watch,
        ReadingsFile file,
        IReadOnlyList<SeriesView> known,
        DateTimeOffset now
    )
    {
        foreach (var (field, readings) in file.Series)
        {
            var unit = known.FirstOrDefault(series => series.Shape.Name == field)?.Unit ?? "";
            await session.AddReadingsAsync(watch, field, unit, readings);
        }

        await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
        return file.Count;
    }
}
