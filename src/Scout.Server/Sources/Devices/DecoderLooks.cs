using Scout.Core.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>How the fields of devices are called and written: what was typed for a device wins over its network's decoders.</summary>
internal sealed class DecoderLooks
{
    private readonly ILookup<string, string> _ofNetworks;

    private DecoderLooks(ILookup<string, string> ofNetworks) => _ofNetworks = ofNetworks;

    public static async Task<DecoderLooks> LoadAsync(Session session) =>
        new(
            (
                await session.QueryAsync<Row>(
                    "select network_id, fields from decoders order by network_id, position, id"
                )
            ).ToLookup(row => row.NetworkId, row => row.Fields, StringComparer.Ordinal)
        );

    /// <summary>Of two with one name the first counts.</summary>
    /// <param name="fields">Of the device.</param>
    public IReadOnlyList<FieldShape> Of(string network, string fields) =>
        [.. _ofNetworks[network].Prepend(fields).SelectMany(text => FieldShapes.Read(text))];

    private sealed record Row
    {
        public required string NetworkId { get; init; }

        public required string Fields { get; init; }
    }
}
