using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Scout.Core.Devices;
using Scout.Core.Events;
using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Networks;

/// <summary>A mapping that is being typed, tried on a body.</summary>
/// <param name="Words">Why nothing can be read from it; empty: something can.</param>
/// <param name="IsMapped">The mapping reads it, and not the usual names.</param>
/// <param name="Messages">What it is read as; of many the first.</param>
/// <param name="Misses">Values that are not where the mapping looks: the name, and why.</param>
/// <param name="Entry">All that a message says, with the way to it.</param>
/// <param name="Around">The same of the body around a list of messages.</param>
public sealed record MappingTried(
    string Words,
    bool IsMapped,
    IReadOnlyList<(string Device, DateTimeOffset? At, IReadOnlyList<(string Label, string Value)> Values)> Messages,
    IReadOnlyList<(string Name, string Words)> Misses,
    IReadOnlyList<(string Path, string Value)> Entry,
    IReadOnlyList<(string Path, string Value)> Around
);

internal static class MappingPreview
{
    private const int Shown = 4;

    /// <param name="mapping">Null: it cannot be read, or says nothing yet.</param>
    public static MappingTried Of(
        BodyMapping? mapping,
        ImmutableArray<FieldShape> shapes,
        string sample,
        DateTimeOffset now
    )
    {
        var bytes = Encoding.UTF8.GetBytes(sample);
        var read = DeviceBody.Read(NetworkKind.Generic, new DeviceRequest("", bytes, "", now) { Mapping = mapping });
        var body = BodyOf(bytes);
        var list = mapping?.List?.Find(body, out _) ?? default;
        var entry = list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0] : body;
        var isMapped = mapping is not null && !mapping.ValuesOf(entry).IsEmpty;
        return new MappingTried(
            sample.Length == 0 ? ""
                : !read.IsReadable ? CoreWords.Of(read.Problem)
                : read.Messages.IsEmpty && read.Refused is [var first, ..] ? CoreWords.Of(first.Problem)
                : "",
            isMapped,
            [.. read.Messages.Take(Shown).Select(message => Shape(message, shapes, now))],
            [.. MissesOf(mapping, body, entry)],
            BodyLeaves.Of(entry),
            mapping?.List is { } path && list.ValueKind is JsonValueKind.Array
                ? [.. BodyLeaves.Of(body).Where(leaf => !leaf.Path.StartsWith(path.Text, StringComparison.Ordinal))]
                : []
        );
    }

    /// <summary>Of a list of messages the first; a form as the object it is read as.</summary>
    private static JsonElement BodyOf(byte[] bytes)
    {
        var body = LooseJson.ReadAny(bytes) ?? LooseForm.Read(bytes) ?? default;
        return body.ValueKind is JsonValueKind.Array && body.GetArrayLength() > 0 ? body[0] : body;
    }

    private static (string, DateTimeOffset?, IReadOnlyList<(string, string)>) Shape(
        DeviceMessage message,
        ImmutableArray<FieldShape> shapes,
        DateTimeOffset now
    )
    {
        ImmutableArray<DeviceDecoder> decoders = [Shelf.Only(shapes)];
        List<(string, string)> values =
        [
            .. DecoderChoice
                .Decode(message, decoders)
                .Values.Select(value =>
                {
                    var shape = DeviceQueries.ShapeOf(decoders, value.Name);
                    return (FieldText.Label(shape), FieldText.Of(value, shape));
                }),
        ];
        if (message.HasPayload)
        {
            values.Add((Say.It("bytes"), Convert.ToHexString(message.Payload.AsSpan())));
        }

        return (message.Device, message.At == now ? null : message.At, values);
    }

    private static IEnumerable<(string, string)> MissesOf(BodyMapping? mapping, JsonElement body, JsonElement entry)
    {
        if (mapping is null || body.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        if (mapping.List is { } list)
        {
            var found = list.Find(body, out var miss);
            if (miss is not null || found.ValueKind is not JsonValueKind.Array)
            {
                yield return (Say.It("List of messages"), Words(miss ?? new PathMiss(list.Text, "", PathFault.NoList)));
                yield break;
            }
        }

        foreach (var (name, path) in new[] { (Say.It("Device"), mapping.Device), (Say.It("Time"), mapping.Time) })
        {
            if (path is not null && path.Find(entry, out var miss).ValueKind is JsonValueKind.Undefined)
            {
                path.Find(body, out var around);
                if (miss is not null && around is not null)
                {
                    yield return (name, Words(miss));
                }
            }
        }

        foreach (var field in mapping.Fields)
        {
            if (BodyMapping.ValueOf(field, entry, out var miss) is null)
            {
                yield return (
                    field.Name,
                    miss is null ? Say.It("The value is missing in this message: it is left out.") : Words(miss)
                );
            }
        }
    }

    /// <summary>Where the way ends, and why.</summary>
    private static string Words(PathMiss miss)
    {
        var found = miss.Found.Length == 0 ? Say.It("the body") : $"“{miss.Found}”";
        return miss.Fault switch
        {
            PathFault.NoName => Say.It("There is nothing called “{0}” in {1}.", miss.Missing, found),
            PathFault.NoObject => Say.It("There is nothing inside of {0}: it has no “{1}”.", found, miss.Missing),
            PathFault.TooShort => Say.It("The list {0} has no {1}; the first is [0].", found, miss.Missing),
            PathFault.NoEntry => Say.It("No entry of the list {0} says {1}.", found, miss.Missing),
            PathFault.NoValue => Say.It("{0} is no value yet: go on to what is inside of it.", found),
            _ => Say.It("{0} is no list.", found),
        };
    }
}
