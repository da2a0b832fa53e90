using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>A value of a message, and the way to it.</summary>
public sealed record MappedField(string Name, BodyPath Path);

/// <summary>
/// Where the bodies of a network hold what Scout asks for, when they have a shape of their own. It reads whatever holds one
/// of its values; all else is read by names as ever.
/// </summary>
public sealed record BodyMapping
{
    public const int MostFields = 60;

    /// <summary>A value of this name is the bytes for a decoder, when it is hexadecimal.</summary>
    public const string Payload = "payload";

    private const int LongestName = 80;

    /// <summary>Each entry of this list is a message; null: the body is one.</summary>
    public BodyPath? List { get; private init; }

    /// <summary>Looked for in the entry and then in the body; null: under the usual names.</summary>
    public BodyPath? Device { get; private init; }

    /// <summary>As the device; null: under the usual names, else when it came.</summary>
    public BodyPath? Time { get; private init; }

    /// <summary>Looked for in the entry.</summary>
    public ImmutableArray<MappedField> Fields { get; private init; } = [];

    /// <summary>Null when anything is wrong; then all that is wrong is told.</summary>
    public static BodyMapping? Read(MappingText text, out ImmutableArray<MappingProblem> problems)
    {
        List<MappingProblem> found = [];
        BodyPath? PathOf(MappingPart part, string path, int line = 0)
        {
            if (BodyPath.Read(path, out var at) is { } read)
            {
                return read;
            }

            found.Add(new MappingProblem(part, line, path, MappingFault.Path, at));
            return null;
        }

        var mapping = new BodyMapping
        {
            List = text.List.Length == 0 ? null : PathOf(MappingPart.List, text.List),
            Device = text.Device.Length == 0 ? null : PathOf(MappingPart.Device, text.Device),
            Time = text.Time.Length == 0 ? null : PathOf(MappingPart.Time, text.Time),
            Fields = [.. FieldsOf(text.Values, found, (path, line) => PathOf(MappingPart.Values, path, line))],
        };
        problems = [.. found];
        return found.Count == 0 ? mapping : null;
    }

    private static List<MappedField> FieldsOf(
        string values,
        List<MappingProblem> found,
        Func<string, int, BodyPath?> pathOf
    )
    {
        List<MappedField> fields = [];
        var lines = values.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            MappingFault? fault =
                parts is not [{ Length: > 0 }, { Length: > 0 }] ? MappingFault.Shape
                : parts[0].Length > LongestName || parts[0].Any(char.IsControl) ? MappingFault.Name
                : fields.Exists(field => field.Name == parts[0]) ? MappingFault.NameTwice
                : fields.Count == MostFields ? MappingFault.TooMany
                : null;
            if (fault is { } wrong)
            {
                found.Add(new MappingProblem(MappingPart.Values, i + 1, line, wrong, 0));
            }
            else if (pathOf(parts[1], i + 1) is { } path)
            {
                fields.Add(new MappedField(parts[0], path));
            }
        }

        if (fields.Count == 0 && found.Count == 0)
        {
            found.Add(new MappingProblem(MappingPart.Values, 0, "", MappingFault.Empty, 0));
        }

        return fields;
    }

    /// <summary>The messages of a body; empty: its list is not there.</summary>
    public IEnumerable<JsonElement> Entries(JsonElement body) =>
        List is null ? [body]
        : List.Find(body, out _) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray()
        : [];

    /// <summary>What is there of the values, as it was sent.</summary>
    public ImmutableArray<FieldValue> ValuesOf(JsonElement entry) =>
        [.. Fields.Select(field => ValueOf(field, entry, out _)).OfType<FieldValue>()];

    /// <param name="miss">Why there is none; null: the value itself is missing, as null and "N/A" are.</param>
    public static FieldValue? ValueOf(MappedField field, JsonElement entry, out PathMiss? miss)
    {
        var found = field.Path.Find(entry, out miss);
        if (miss is null && found.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            miss = new PathMiss(field.Path.Text, "", PathFault.NoValue);
        }

        return found.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new FieldValue.Flag(field.Name, found.GetBoolean()),
            // Digits alone are bytes, too, and no number.
            JsonValueKind.String when field.Name is Payload && !LooseScalar.IsMissing(found.TextOf()) =>
                new FieldValue.Text(field.Name, Told.Short(found.TextOf(), Told.LongestText)),
            JsonValueKind.String or JsonValueKind.Number => DeviceFields.Typed(field.Name, found.TextOf()),
            _ => null,
        };
    }
}

/// <summary>A mapping as a person types it.</summary>
/// <param name="Values">A line for each: `temp = payload.sensors[0].value`.</param>
public sealed record MappingText(string List, string Device, string Time, string Values);

/// <summary>Which part of a mapping something is about.</summary>
public enum MappingPart
{
    List,
    Device,
    Time,
    Values,
}

/// <summary>What is wrong with a mapping.</summary>
/// <param name="Line">Of the values, from 1; 0: no line of them.</param>
/// <param name="Text">The path or the line, as typed.</param>
/// <param name="At">The letter of the path from which on it cannot be read, from 0.</param>
public sealed record MappingProblem(MappingPart Part, int Line, string Text, MappingFault Fault, int At);

/// <summary>How a mapping can be wrong.</summary>
public enum MappingFault
{
    /// <summary>A line is a name, an equals sign and a path.</summary>
    Shape,

    /// <summary>The name is too long.</summary>
    Name,

    /// <summary>Another line has the name.</summary>
    NameTwice,

    /// <summary>The path cannot be read.</summary>
    Path,

    /// <summary>There are more values than a message can have.</summary>
    TooMany,

    /// <summary>There is no value.</summary>
    Empty,
}
