using System.Text;

namespace Scout.Server.Hosting;

/// <summary>Reads the text of a .env file: NAME=value, export, comments, quotes, values of several lines.</summary>
internal static class DotEnv
{
    /// <param name="Line">Counted from 1.</param>
    internal sealed record Entry(string Name, string Value, int Line);

    /// <summary>What the file says, in its order, and one sentence for each line that says nothing. Values never stand in a sentence.</summary>
    public static (IReadOnlyList<Entry> Entries, IReadOnlyList<string> Problems) Parse(string text)
    {
        var entries = new List<Entry>();
        var problems = new List<string>();
        var reader = new Reader(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        while (reader.NextLine() is { } start)
        {
            if (start.Length == 0 || start[0] is '#')
            {
                continue;
            }

            var line = reader.Line;
            var equals = start.IndexOf('=', StringComparison.Ordinal);
            var name = WithoutExport(equals < 0 ? start : start[..equals]).Trim();
            if (equals < 0 || !IsName(name))
            {
                problems.Add($".env, line {line}: this is not NAME=value.");
                continue;
            }

            if (Value(start[(equals + 1)..].TrimStart(), reader) is { } value)
            {
                entries.Add(new Entry(name, value, line));
            }
            else
            {
                problems.Add($"{name}: the quote that opens in line {line} of .env is not closed, or text follows it.");
            }
        }

        return (entries, problems);
    }

    private static string? Value(string rest, Reader reader) =>
        rest switch
        {
            ['\'', ..] => Quoted(rest, '\'', reader),
            ['"', ..] => Quoted(rest, '"', reader),
            _ => Bare(rest),
        };

    // A comment begins with # after a space; a # inside a value, as in a colour or a password, stays.
    private static string Bare(string rest)
    {
        if (rest.StartsWith('#'))
        {
            return "";
        }

        var comment = rest.IndexOfAny([' ', '\t']) < 0 ? -1 : CommentStart(rest);
        return (comment < 0 ? rest : rest[..comment]).TrimEnd();
    }

    private static int CommentStart(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] is '#' && char.IsWhiteSpace(text[i - 1]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string? Quoted(string rest, char quote, Reader reader)
    {
        var value = new StringBuilder();
        var before = reader.Position;
        var (line, i) = (rest, 1);
        while (true)
        {
            for (; i < line.Length; i++)
            {
                if (line[i] == quote)
                {
                    var tail = line[(i + 1)..].Trim();
                    return tail.Length == 0 || tail[0] is '#' ? value.ToString() : null;
                }

                if (line[i] is '\\' && i + 1 < line.Length && Unescaped(line[i + 1], quote) is { } character)
                {
                    value.Append(character);
                    i++;
                }
                else
                {
                    value.Append(line[i]);
                }
            }

            if (reader.NextRawLine() is not { } next)
            {
                reader.Position = before; // the lines that the open quote would swallow are read on their own
                return null;
            }

            value.Append('\n');
            (line, i) = (next, 0);
        }
    }

    /// <summary>In single quotes only the quote and the backslash can be escaped, so that everything else stays as written.</summary>
    private static char? Unescaped(char escaped, char quote) =>
        (escaped, quote) switch
        {
            ('\\', _) => '\\',
            ('\'', '\'') => '\'',
            ('"', '"') => '"',
            ('n', '"') => '\n',
            ('r', '"') => '\r',
            ('t', '"') => '\t',
            ('$', '"') => '$',
            _ => null,
        };

    private static string WithoutExport(string name) =>
        name.StartsWith("export ", StringComparison.Ordinal) ? name["export ".Length..] : name;

    private static bool IsName(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or ':');

    private sealed class Reader(string text)
    {
        private readonly string[] _lines = text.Split('\n');

        /// <summary>How many lines were read; the number of the line just read.</summary>
        public int Position { get; set; }

        public int Line => Position;

        public string? NextLine() => NextRawLine()?.Trim();

        public string? NextRawLine() => Position < _lines.Length ? _lines[Position++] : null;
    }
}
