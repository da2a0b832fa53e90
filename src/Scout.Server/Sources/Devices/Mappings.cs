using System.Text.Json;
using Scout.Core.Devices;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>The mapping of a network: a row among its decoders, so that whatever asks those what a field means finds it, too.</summary>
internal static class Mappings
{
    /// <summary>What is longer is not shown to make a mapping of.</summary>
    private const int LongestBody = 16_000;

    public static string Write(MappingText text) => JsonSerializer.Serialize(text, DeviceJson.Default.MappingText);

    public static MappingText TextOf(DecoderRow? row) =>
        row is { IsMapping: true }
            ? JsonSerializer.Deserialize(row.Paths, DeviceJson.Default.MappingText) ?? Nothing
            : Nothing;

    private static MappingText Nothing => new("", "", "", "");

    /// <summary>Null: the network has none.</summary>
    public static async Task<BodyMapping?> MappingAsync(this Session session, string network)
    {
        var row = await session.FirstOrDefaultAsync<DecoderRow>(
            $"select {DecoderRow.Columns} from decoders where network_id = @network and paths <> '' order by position, id limit 1",
            new { network }
        );
        // What is stored was checked when it was saved; a later version of Scout may still be stricter.
        return row is null ? null : BodyMapping.Read(TextOf(row), out _);
    }

    /// <summary>What could not be used before may be now: it is taken in its turn, as if it had just come.</summary>
    public static async Task TakeRefusedAgainAsync(this Session session, string network, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "update arrivals set problem = '' where network_id = @network and problem <> ''",
            new { network }
        );
        await session.SetAsync(DeviceWork.WorkKind, network, now, DeviceWork.Rank);
    }

    /// <summary>The newest of a portion, for a person to look at.</summary>
    public static void KeepLast(this Session session, string network, IReadOnlyList<ArrivalRow> arrivals)
    {
        if (arrivals.LastOrDefault(one => one.Body.Length is > 0 and <= LongestBody) is { } last)
        {
            session.Later("update networks set last_body = @Body where id = @network", new { network, last.Body });
        }
    }

    /// <summary>What came last; empty: nothing yet.</summary>
    public static async Task<string> LastBodyAsync(this Session session, string network) =>
        await session.ScalarAsync<string>("select last_body from networks where id = @network", new { network }) ?? "";
}
