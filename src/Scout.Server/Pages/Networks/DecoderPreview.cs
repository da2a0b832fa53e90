using System.Collections.Immutable;
using Scout.Core.Devices;
using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Networks;

/// <summary>What a decoder makes of a message.</summary>
/// <param name="Words">Why it makes nothing of it; empty: it does.</param>
public sealed record Tried(
    string Hex,
    DateTimeOffset? At,
    string Words,
    IReadOnlyList<(string Label, string Value)> Values
);

/// <summary>A decoder that is being typed, tried on a typed message and on those that came.</summary>
internal static class DecoderPreview
{
    /// <param name="typed">Hexadecimal; empty: none.</param>
    public static IReadOnlyList<Tried> Of(
        Decoder? decoder,
        DecoderCondition? condition,
        ImmutableArray<FieldShape> shapes,
        string typed,
        IReadOnlyList<MessageRow> samples
    )
    {
        if (decoder is null || decoder.Fields.IsEmpty)
        {
            return [];
        }

        var mine = new DeviceDecoder("", condition ?? DecoderCondition.Always, decoder, shapes);
        List<Tried> tried = [];
        if (typed.Length > 0)
        {
            var bare = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)));
            tried.Add(
                bare.Length % 2 == 0 && bare.All(char.IsAsciiHexDigit)
                    ? Try(mine with { Condition = DecoderCondition.Always }, Made(bare), bare, at: null)
                    : new Tried(typed, null, Say.It("This is not hexadecimal: pairs of 0 to 9 and A to F."), [])
            );
        }

        tried.AddRange(
            samples.Select(row =>
                Try(mine, row.ToMessage(""), row.Payload, DateTimeOffset.FromUnixTimeMilliseconds(row.EventTs))
            )
        );
        return tried;
    }

    private static Tried Try(DeviceDecoder decoder, DeviceMessage message, string hex, DateTimeOffset? at)
    {
        var bare = message with { Values = [] };
        var decoded = DecoderChoice.Decode(bare, [decoder]);
        var words = decoded.State switch
        {
            DecodeState.Skipped => Say.It("Another decoder reads it: the condition does not hold."),
            DecodeState.Failed => Say.It("It is too short for every field."),
            DecodeState.Partial => Say.It("It is too short for some fields."),
            _ => "",
        };
        return new Tried(
            hex.ToUpperInvariant(),
            at,
            words,
            [
                .. decoded.Values.Select(value =>
                {
                    var shape = DeviceQueries.ShapeOf([decoder], value.Name);
                    return (FieldText.Label(shape), FieldText.Of(value, shape));
                }),
            ]
        );
    }

    private static DeviceMessage Made(string hex) =>
        new(MessageKind.Uplink, "-", DateTimeOffset.UnixEpoch, "-") { Payload = [.. Convert.FromHexString(hex)] };
}
