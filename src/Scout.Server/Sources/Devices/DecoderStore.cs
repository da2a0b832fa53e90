using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>The rows of decoders. Whatever changes one has the messages of its network read once more.</summary>
internal static class DecoderStore
{
    public static Task<IReadOnlyList<DecoderRow>> DecoderRowsAsync(this Session session, string network) =>
        session.QueryAsync<DecoderRow>(
            $"select {DecoderRow.Columns} from decoders where network_id = @network order by position, id",
            new { network }
        );

    /// <summary>A new one, behind the others. Whether it can be read was asked before.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> AddDecoderAsync(
        this Session session,
        string network,
        string name,
        string condition,
        string config,
        string fields,
        DateTimeOffset now,
        string paths = ""
    )
    {
        var id = Guid.CreateVersion7(now).ToString("N");
        await session.ExecuteAsync(
            """
            insert into decoders (id, network_id, position, name, condition, config, fields, paths)
            values (@id, @network, (select coalesce(max(position), 0) + 1 from decoders where network_id = @network),
                    @name, @condition, @config, @fields, @paths)
            """,
            new
            {
                id,
                network,
                name,
                condition,
                config,
                fields,
                paths,
            }
        );
        await session.DecodeAgainAsync(network, now);
        return id;
    }

    /// <returns>False: there is no such decoder any more.</returns>
    public static async Task<bool> ChangeDecoderAsync(this Session session, DecoderRow decoder, DateTimeOffset now)
    {
        var changed =
            await session.ExecuteAsync(
                """
                update decoders set
                    position = @Position, name = @Name, condition = @Condition, config = @Config, fields = @Fields,
                    paths = @Paths, version = version + 1
                where id = @Id
                """,
                decoder
            ) > 0;
        await session.DecodeAgainAsync(decoder.NetworkId, now);
        return changed;
    }

    public static async Task RemoveDecoderAsync(this Session session, DecoderRow decoder, DateTimeOffset now)
    {
        await session.ExecuteAsync("delete from decoders where id = @Id", new { decoder.Id });
        await session.DecodeAgainAsync(decoder.NetworkId, now);
    }

    /// <summary>Everything the network's devices sent is read once more, soon.</summary>
    public static async Task DecodeAgainAsync(this Session session, string network, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update messages set decode_state = 'Waiting'
            where decode_state <> 'Waiting' and kind in ('Uplink', 'Advanced')
              and device_id in (select id from devices where network_id = @network)
            """,
            new { network }
        );
        await session.SetAsync(RedecodeWork.WorkKind, network, now, RedecodeWork.Rank);
    }

    /// <summary>The same for one device: it was activated, or its fields changed.</summary>
    public static async Task DecodeAgainAsync(this Session session, DeviceRow device, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update messages set decode_state = 'Waiting'
            where device_id = @Id and decode_state <> 'Waiting' and kind in ('Uplink', 'Advanced')
            """,
            new { device.Id }
        );
        await session.SetAsync(RedecodeWork.WorkKind, device.NetworkId, now, RedecodeWork.Rank);
    }
}
