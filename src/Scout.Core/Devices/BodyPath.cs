using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>
/// A way into a JSON body: `payload.sensors[0].value`. A name with other letters stands in quotes, `["air temp"]`; an entry
/// of a list is chosen by its place from 0, or by what it says of itself, `[name=temp]`. A `$` in front changes nothing.
/// </summary>
public sealed class BodyPath
{
    public const int Longest = 200;

    private readonly ImmutableArray<Step> _steps;

    private BodyPath(string text, ImmutableArray<Step> steps) => (Text, _steps) = (text, steps);

    public string Text { get; }

    /// <summary>The last name in it: what a person would call what it leads to; empty: there is none.</summary>
    public string LastName => _steps.OfType<Step.Name>().LastOrDefault()?.Key ?? "";

    /// <param name="wrongAt">The letter, from 0, from which on it cannot be read; negative: all is well.</param>
    /// <returns>Null: it cannot be read.</returns>
    public static BodyPath? Read(string text, out int wrongAt)
    {
        wrongAt = -1;
        var bare = text.Trim();
        var steps = ImmutableArray.CreateBuilder<Step>();
        var at = bare.StartsWith('$') ? 1 : 0;
        while (at < bare.Length)
        {
            var begin = at;
            if (Next(bare, ref at, isFirst: steps.Count == 0) is not { } step)
            {
                wrongAt = begin;
                return null;
            }

            steps.Add(step);
        }

        if (steps.Count == 0 || bare.Length > Longest)
        {
            wrongAt = 0;
            return null;
        }

        return new BodyPath(bare, steps.ToImmutable());
    }

    /// <summary>How a name is written in a path, behind whatever stands before it.</summary>
    public static string Join(string before, string name) =>
        name.Length > 0 && name.All(IsPlain)
            ? (before.Length == 0 ? name : $"{before}.{name}")
            : $"{before}[\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";

    /// <param name="miss">Where the way ends too early; null: it does not.</param>
    /// <returns>Undefined: there is nothing.</returns>
    public JsonElement Find(JsonElement root, out PathMiss? miss)
    {
        var here = root;
        var walked = "";
        foreach (var step in _steps)
        {
            var (next, fault) = step.From(here);
            if (fault is { } wrong)
            {
                miss = new PathMiss(walked, step.Written, wrong);
                return default;
            }

            (here, walked) = (next, step is Step.Name name ? Join(walked, name.Key) : walked + step.Written);
        }

        miss = null;
        return here;
    }

    private static bool IsPlain(char letter) =>
        letter is not ('.' or '[' or ']' or '"' or '=' or '$') && !char.IsWhiteSpace(letter) && !char.IsControl(letter);

    private static Step? Next(string text, ref int at, bool isFirst)
    {
        if (text[at] is '[')
        {
            at++;
            return at < text.Length && text[at] is '"' ? Quoted(text, ref at) : Chosen(text, ref at);
        }

        if (text[at] is '.')
        {
            at++;
        }
        else if (!isFirst || at > 0)
        {
            return null;
        }

        var begin = at;
        while (at < text.Length && IsPlain(text[at]))
        {
            at++;
        }

        return at > begin ? new Step.Name(text[begin..at]) : null;
    }

    private static Step.Name? Quoted(string text, ref int at)
    {
        var name = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] is not '"'; at++)
        {
            at += text[at] is '\\' && at + 1 < text.Length ? 1 : 0;
            name.Append(text[at]);
        }

        if (at + 1 >= text.Length || text[at + 1] is not ']')
        {
            return null;
        }

        at += 2;
        return new Step.Name(name.ToString());
    }

    private static Step? Chosen(string text, ref int at)
    {
        var end = text.IndexOf(']', at);
        if (end < 0)
        {
            return null;
        }

        var inside = text[at..end].Trim();
        at = end + 1;
        if (inside.Length is > 0 and <= 4 && inside.All(char.IsAsciiDigit))
        {
            return new Step.Place(int.Parse(inside, System.Globalization.CultureInfo.InvariantCulture));
        }

        return inside.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } key, { Length: > 0 } value]
            ? new Step.Entry(key, value.Trim('"'))
            : null;
    }

    private abstract record Step
    {
        public abstract string Written { get; }

        public abstract (JsonElement Next, PathFault? Fault) From(JsonElement here);

        public sealed record Name(string Key) : Step
        {
            public override string Written => Key;

            public override (JsonElement, PathFault?) From(JsonElement here) =>
                here.ValueKind is not JsonValueKind.Object ? (default, PathFault.NoObject)
                : here.In(Key) is { ValueKind: not JsonValueKind.Undefined } next ? (next, null)
                : (default, PathFault.NoName);
        }

        public sealed record Place(int Index) : Step
        {
            public override string Written => $"[{Index}]";

            public override (JsonElement, PathFault?) From(JsonElement here) =>
                here.ValueKind is not JsonValueKind.Array ? (default, PathFault.NoList)
                : Index < here.GetArrayLength() ? (here[Index], null)
                : (default, PathFault.TooShort);
        }

        public sealed record Entry(string Key, string Value) : Step
        {
            public override string Written => $"[{Key}={Value}]";

            public override (JsonElement, PathFault?) From(JsonElement here)
            {
                if (here.ValueKind is not JsonValueKind.Array)
                {
                    return (default, PathFault.NoList);
                }

                foreach (var one in here.EnumerateArray())
                {
                    if (one.Said(Key) == Value)
                    {
                        return (one, null);
                    }
                }

                return (default, PathFault.NoEntry);
            }
        }
    }
}

/// <summary>Why a path leads nowhere in a body.</summary>
/// <param name="Found">The part of the path that is there; empty: the body itself.</param>
/// <param name="Missing">The step that is not, as written.</param>
public sealed record PathMiss(string Found, string Missing, PathFault Fault);

/// <summary>How a step of a path can fail.</summary>
public enum PathFault
{
    /// <summary>The object has no such name.</summary>
    NoName,

    /// <summary>It is no object, so it has no names.</summary>
    NoObject,

    /// <summary>It is no list.</summary>
    NoList,

    /// <summary>The list has fewer entries.</summary>
    TooShort,

    /// <summary>No entry of the list says so.</summary>
    NoEntry,

    /// <summary>The way ends at an object or a list: go on into it.</summary>
    NoValue,
}
