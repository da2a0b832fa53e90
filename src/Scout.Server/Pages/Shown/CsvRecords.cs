using System.Text;

namespace Scout.Server.Pages.Shown;

/// <summary>
/// Reads a table record by record, as it comes (RFC 4180): cells in quotes may hold the separator, doubled quotes and line
/// breaks. A quote that nobody closes spoils its own line only.
/// </summary>
internal sealed class CsvRecords(TextReader reader)
{
    /// <summary>Longer than any record of a table of numbers: its quote was never closed.</summary>
    private const int Longest = 10_000;

    /// <summary>Lines that were looked at, and belong to no record yet.</summary>
    private readonly List<string> _ahead = [];
    private List<string> _more = [];
    private int _read;

    /// <summary>The line the last record began in, from 1.</summary>
    public int Line { get; private set; }

    /// <returns>The line as it stands, for whoever must find out what separates its cells; null: there is none.</returns>
    public async ValueTask<string?> NextLineAsync(CancellationToken cancellationToken)
    {
        _more = [];
        string? line;
        if (_ahead.Count > 0)
        {
            line = _ahead[0];
            _ahead.RemoveAt(0);
        }
        else
        {
            line = await reader.ReadLineAsync(cancellationToken);
        }

        if (line is not null)
        {
            _read++;
            Line = _read;
        }

        return line;
    }

    /// <summary>The last record made no sense over several lines: those behind its first are read as lines of their own.</summary>
    public void TakeApart()
    {
        _ahead.InsertRange(0, _more);
        _read -= _more.Count;
        _more = [];
    }

    /// <returns>Its cells, trimmed; empty: its quotes are not closed; null: the table is over.</returns>
    public async ValueTask<IReadOnlyList<string>?> NextAsync(char separator, CancellationToken cancellationToken)
    {
        if (await NextLineAsync(cancellationToken) is not { } line)
        {
            return null;
        }

        var cells = Cells(line, separator);
        if (cells is not null)
        {
            return cells;
        }

        var record = new StringBuilder(line);
        for (var taken = 1; record.Length <= Longest; taken++)
        {
            if (taken > _ahead.Count)
            {
                if (await reader.ReadLineAsync(cancellationToken) is not { } read)
                {
                    break;
                }

                _ahead.Add(read);
            }

            var next = _ahead[taken - 1];
            record.Append('\n').Append(next);
            if (next.Contains('"', StringComparison.Ordinal) && Cells(record.ToString(), separator) is { } closed)
            {
                _more = _ahead[..taken];
                _ahead.RemoveRange(0, taken);
                _read += taken;
                return closed;
            }
        }

        return []; // the lines behind it are read as if it were not there
    }

    /// <returns>Null: a quote is still open at the end.</returns>
    public static IReadOnlyList<string>? Cells(string record, char separator)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var (isQuoted, isOpen) = (false, false);
        for (var i = 0; i < record.Length; i++)
        {
            var letter = record[i];
            if (isOpen)
            {
                if (letter is not '"')
                {
                    cell.Append(letter);
                }
                else if (i + 1 < record.Length && record[i + 1] is '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isOpen = false;
                }
            }
            else if (letter is '"' && !isQuoted && string.IsNullOrWhiteSpace(cell.ToString()))
            {
                cell.Clear();
                (isQuoted, isOpen) = (true, true);
            }
            else if (letter == separator)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                isQuoted = false;
            }
            else
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString().Trim());
        return isOpen ? null : cells;
    }
}
