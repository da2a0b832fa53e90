using System.Collections.Concurrent;
using System.Collections.Immutable;
using Scout.Core.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>The decoders of networks, read once each.</summary>
internal static class DecoderShelf
{
    private const int Most = 2_000;

    private static readonly ConcurrentDictionary<(string Id, long Version), DeviceDecoder> Known = [];

    public static async Task<Shelf> DecodersAsync(this Session session, string network)
    {
        var rows = await session.DecoderRowsAsync(network);
        return new Shelf(
            [.. rows.Select(Read).OfType<DeviceDecoder>()],
            rows.ToDictionary(row => row.Id, row => row.Version)
        );
    }

    // What is stored was checked when it was saved; a later version of Scout may still be stricter.
    private static DeviceDecoder? Read(DecoderRow row)
    {
        if (Known.TryGetValue((row.Id, row.Version), out var known))
        {
            return known;
        }

        if (
            Decoder.Read(row.Config, out _) is not { } decoder
            || DecoderCondition.Read(row.Condition) is not { } condition
        )
        {
            return null;
        }

        if (Known.Count >= Most)
        {
            Known.Clear();
        }

        return Known[(row.Id, row.Version)] = new DeviceDecoder(
            row.Id,
            condition,
            decoder,
            FieldShapes.Read(row.Fields)
        );
    }
}

/// <summary>What reads the messages of a network.</summary>
/// <param name="Decoders">In their order.</param>
internal sealed record Shelf(ImmutableArray<DeviceDecoder> Decoders, IReadOnlyDictionary<string, long> Versions)
{
    private static readonly Decoder NoDecoder = Decoder.Read("", out _)!;

    /// <summary>As they are for one device: what a person said about its fields wins.</summary>
    public ImmutableArray<DeviceDecoder> For(DeviceRow device)
    {
        var own = FieldShapes.Read(device.Fields);
        if (own.IsEmpty)
        {
            return Decoders;
        }

        return
        [
            .. Decoders.Select(one =>
                one with
                {
                    Shapes = [.. own, .. one.Shapes.Where(shape => own.All(mine => mine.Name != shape.Name))],
                }
            ),
            // Values that came decoded have a shape, too, where no decoder is.
            Only(own),
        ];
    }

    /// <summary>What values that came decoded mean; it cuts no bytes.</summary>
    public static DeviceDecoder Only(ImmutableArray<FieldShape> shapes) =>
        new("", DecoderCondition.Always, NoDecoder, shapes);

    /// <summary>The unit of a field, as the first decoder that has it says.</summary>
    public static string UnitOf(ImmutableArray<DeviceDecoder> decoders, string field)
    {
        foreach (var decoder in decoders)
        {
            foreach (var shape in decoder.Shapes)
            {
                if (shape.Name == field)
                {
                    return shape.Unit;
                }
            }
        }

        return "";
    }

    /// <summary>Which decoder, and which version of it; empty: none.</summary>
    public string VersionOf(string decoder) =>
        Versions.TryGetValue(decoder, out var version) ? $"{decoder}.{version}" : "";
}
