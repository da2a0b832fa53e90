using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Events;

namespace Scout.Core.Devices;

/// <summary>Everything a body says, with the way to it: what a mapping can be made of.</summary>
public static class BodyLeaves
{
    private const int Most = 80;
    private const int Deepest = 12;

    /// <summary>In the order in which it stands there; of what never ends, the beginning.</summary>
    public static ImmutableArray<(string Path, string Value)> Of(JsonElement body)
    {
        var leaves = ImmutableArray.CreateBuilder<(string, string)>();
        Gather(body, "", 0, leaves);
        return leaves.ToImmutable();
    }

    private static void Gather(
        JsonElement element,
        string path,
        int depth,
        ImmutableArray<(string, string)>.Builder leaves
    )
    {
        if (leaves.Count >= Most || depth > Deepest || path.Length > BodyPath.Longest)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var one in element.EnumerateObject())
                {
                    Gather(one.Value, BodyPath.Join(path, one.Name), depth + 1, leaves);
                }

                break;
            case JsonValueKind.Array:
                for (var i = 0; i < element.GetArrayLength() && leaves.Count < Most; i++)
                {
                    Gather(element[i], $"{path}[{i}]", depth + 1, leaves);
                }

                break;
            case JsonValueKind.True or JsonValueKind.False:
                leaves.Add((path, element.GetBoolean() ? "true" : "false"));
                break;
            case JsonValueKind.String or JsonValueKind.Number when path.Length > 0:
                leaves.Add((path, Told.Short(element.TextOf(), Told.LongestName)));
                break;
        }
    }
}
