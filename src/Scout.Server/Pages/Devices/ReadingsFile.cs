using System.Globalization;
using Scout.Core.Devices;
using Scout.Core.Readings;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Devices;

/// <summary>What came of a table of readings.</summary>
/// <param name="Count">How many readings were taken.</param>
/// <param name="Refused">How many parts could not be used; the others were taken.</param>
/// <param name="Problems">Why, line by line; of very many the first.</param>
public sealed record ReadingsTaken(int Count, int Refused, IReadOnlyList<string> Problems);

/// <summary>
/// Readings from a table: a column with the time, one for each field. It is read as it comes and handed on in portions, so
/// that a large one needs no memory and keeps nobody from writing.
/// </summary>
/// <param name="keep">Takes a portion, by field.</param>
internal sealed class ReadingsFile(DateTimeOffset now, Func<IReadOnlyDictionary<string, List<Reading>>, Task> keep)
{
    private const int MostRows = 200_000;
    private const int MostColumns = 50;
    private const int MostProblems = 20;

    /// <summary>Readings that are kept at once.</summary>
    private const int Portion = 5_000;

    private readonly List<string> _problems = [];
    private Dictionary<string, List<Reading>> _series = new(StringComparer.Ordinal);
    private int _refused;
    private int _waiting;
    private int _count;

    public async Task<ReadingsTaken> TakeAsync(TextReader text, CancellationToken cancellationToken)
    {
        var records = new CsvRecords(text);
        var (separator, names) = Head(await records.NextLineAsync(cancellationToken) ?? "");
        if (names.Count == 0)
        {
            Refuse(1, Say.It("The first line names the columns: time,temp,humidity"));
            return new ReadingsTaken(0, _refused, _problems);
        }

        for (var row = 1; await records.NextAsync(separator, cancellationToken) is { } cells; row++)
        {
            if (row > MostRows)
            {
                Refuse(
                    records.Line,
                    Say.It("A file has at most {0} lines; bring the rest in with a second one.", MostRows)
                );
                break;
            }

            var refused = _refused;
            Take(records.Line, cells, names);
            if (_refused > refused)
            {
                records.TakeApart();
            }

            if (_waiting >= Portion)
            {
                await KeepAsync();
            }
        }

        await KeepAsync();
        return new ReadingsTaken(_count, _refused, _problems);
    }

    private static string OpenQuote => Say.It("A quote is opened here and never closed.");

    private async Task KeepAsync()
    {
        if (_waiting == 0)
        {
            return;
        }

        var portion = _series;
        _series = new(StringComparer.Ordinal);
        (_count, _waiting) = (_count + _waiting, 0);
        await keep(portion);
    }

    private void Take(int line, IReadOnlyList<string> cells, IReadOnlyList<string> names)
    {
        if (cells.Count == 0)
        {
            Refuse(line, OpenQuote);
            return;
        }

        if (cells.All(cell => cell.Length == 0))
        {
            return;
        }

        if (!LooseTime.TryRead(cells[0], out var at) || TimeMarks.Of(at, now) is not TimeMark.None)
        {
            Refuse(
                line,
                Say.It(
                    "“{0}” is no time that can be: write 2026-01-31T20:15:00Z or seconds since 1970.",
                    Short(cells[0])
                )
            );
            return;
        }

        if (cells.Skip(names.Count + 1).Any(cell => cell.Length > 0))
        {
            // Which of them belong together nobody knows: a wrong guess would be a wrong reading.
            Refuse(
                line,
                Say.It("It has more columns than the first line. Write 21.5 with a point, or \"21,5\" in quotes.")
            );
            return;
        }

        for (var column = 1; column < cells.Count && column <= names.Count; column++)
        {
            if (cells[column].Length == 0)
            {
                continue;
            }

            if (Number(cells[column]) is { } value)
            {
                if (!_series.TryGetValue(names[column - 1], out var series))
                {
                    _series[names[column - 1]] = series = [];
                }

                series.Add(new Reading(at, value, Trend.Unknown, now));
                _waiting++;
            }
            else
            {
                Refuse(
                    line,
                    cells[column].Contains('\n', StringComparison.Ordinal)
                        ? OpenQuote
                        : Say.It("“{0}” is no number.", Short(cells[column]))
                );
            }
        }
    }

    // Where a comma stands inside of a cell it can only be a decimal one, as long as it is alone.
    private static double? Number(string cell) =>
        double.TryParse(
            cell.Contains('.', StringComparison.Ordinal) || cell.Count(letter => letter is ',') != 1
                ? cell
                : cell.Replace(',', '.'),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var value
        ) && double.IsFinite(value)
            ? value
            : null;

    private void Refuse(int line, string problem)
    {
        _refused++;
        if (_problems.Count < MostProblems)
        {
            _problems.Add(Say.It("Line {0}: {1}", line, problem));
        }
    }

    /// <summary>"temp (°C)" is the field temp: files of Scout's own come back as they went.</summary>
    private static (char Separator, IReadOnlyList<string> Names) Head(string typed)
    {
        var line = typed.Trim('\uFEFF', ' ');
        var separator =
            line.Contains(';', StringComparison.Ordinal) ? ';'
            : line.Contains('\t', StringComparison.Ordinal) ? '\t'
            : ',';
        var names = (CsvRecords.Cells(line, separator) ?? []).Skip(1).Select(NameOf).ToList();
        var isGood =
            names.Count is > 0 and <= MostColumns
            && names.TrueForAll(name =>
                name.Length is > 0 and <= 80 && !double.TryParse(name, CultureInfo.InvariantCulture, out _)
            )
            && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
        return (separator, isGood ? names : []);
    }

    private static string NameOf(string cell)
    {
        // What a spreadsheet would take for a formula went out behind an apostrophe.
        var name = cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;
        return name.EndsWith(')') && name.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var unit
            ? name[..unit]
            : name;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
