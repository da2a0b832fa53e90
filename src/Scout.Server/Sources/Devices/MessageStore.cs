using System.Collections.Immutable;
using System.Globalization;
using Scout.Core.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>Messages of devices, each kept once.</summary>
internal static class MessageStore
{
    private static readonly Rows Keys = new("device_id bigint, dedup_key text");

    private static readonly Rows Columns = new(
        """
        device_id bigint, event_ts bigint, received_at bigint, kind text, seq bigint, dedup_key text, payload text,
        port bigint, values_json text, meta text, decode_state text, decoder_version text, problem text, mark text,
        copies bigint, raw text
        """
    );

    private static readonly Rows DecodedColumns = new(
        "id bigint, decode_state text, decoder_version text, problem text, payload text, values_json text"
    );

    private const string Names =
        "device_id, event_ts, received_at, kind, seq, dedup_key, payload, port, values_json, meta, decode_state, "
        + "decoder_version, problem, mark, copies, raw";

    /// <summary>Those of these that came before.</summary>
    public static Task<IReadOnlyList<MessageRow>> KnownMessagesAsync(
        this Session session,
        IEnumerable<(long Device, string Key)> keys
    ) =>
        session.QueryAsync<MessageRow>(
            $"""
            select {MessageRow.Columns}
            from {Keys.In(session)} as r
            {session.JoinEach} messages m on m.device_id = r.device_id and m.dedup_key = r.dedup_key
            """,
            new { rows = Rows.Of(keys.Select(key => (object?[])[key.Device, key.Key])) }
        );

    public static void AddMessages(this Session session, IEnumerable<MessageRow> messages) =>
        session.Later(
            $"insert into messages ({Names}) select {Names} from {Columns.In(session)} as r",
            new
            {
                rows = Rows.Of(
                    messages.Select(one =>
                        (object?[])
                            [
                                one.DeviceId,
                                one.EventTs,
                                one.ReceivedAt,
                                one.Kind,
                                one.Seq,
                                one.DedupKey,
                                one.Payload,
                                one.Port,
                                one.ValuesJson,
                                one.Meta,
                                one.DecodeState.ToString(),
                                one.DecoderVersion,
                                one.Problem,
                                one.Mark,
                                one.Copies,
                                one.Raw,
                            ]
                    )
                ),
            }
        );

    public static void SaveMessage(this Session session, MessageRow message) =>
        session.Later(
            """
            update messages set
                kind = @Kind, payload = @Payload, port = @Port, values_json = @ValuesJson, meta = @Meta,
                decode_state = @state, decoder_version = @DecoderVersion, problem = @Problem, copies = @Copies
            where id = @Id
            """,
            new
            {
                message.Id,
                message.Kind,
                message.Payload,
                message.Port,
                message.ValuesJson,
                message.Meta,
                state = message.DecodeState.ToString(),
                message.DecoderVersion,
                message.Problem,
                message.Copies,
            }
        );

    /// <summary>Only how they were read; by a mapping, also what they say.</summary>
    public static void SaveDecoded(this Session session, IEnumerable<MessageRow> messages) =>
        session.Later(
            $"""
            update messages set
                decode_state = r.decode_state, decoder_version = r.decoder_version, problem = r.problem,
                payload = r.payload, values_json = r.values_json
            from {DecodedColumns.In(session)} as r
            where messages.id = r.id
            """,
            new
            {
                rows = Rows.Of(
                    messages.Select(one =>
                        (object?[])
                            [
                                one.Id,
                                one.DecodeState.ToString(),
                                one.DecoderVersion,
                                one.Problem,
                                one.Payload,
                                one.ValuesJson,
                            ]
                    )
                ),
            }
        );

    /// <summary>The newest by their own time, newest first.</summary>
    /// <param name="before">The last of the page before; null: from the newest on.</param>
    public static Task<IReadOnlyList<MessageRow>> MessagesAsync(
        this Session session,
        long device,
        long most,
        MessagePlace? before = null
    ) =>
        session.QueryAsync<MessageRow>(
            $"""
            select {MessageRow.Columns} from messages m
            where m.device_id = @device and (m.event_ts, m.id) < (@at, @id)
            order by m.event_ts desc, m.id desc
            limit @most
            """,
            new
            {
                device,
                most,
                at = before?.At ?? long.MaxValue,
                id = before?.Id ?? long.MaxValue,
            }
        );

    /// <summary>How many of its own it sent within the day before a time: Sigfox allows 140.</summary>
    public static Task<long> SentWithinDayAsync(this Session session, long device, DateTimeOffset now) =>
        session.ScalarAsync<long>(
            """
            select count(*) from messages
            where device_id = @device and event_ts > @from and event_ts <= @now and kind in ('Uplink', 'Advanced')
            """,
            new
            {
                device,
                now = now.ToUnixTimeMilliseconds(),
                from = now.AddDays(-1).ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>The message as it was when it came, to be decoded once more.</summary>
    public static DeviceMessage ToMessage(this MessageRow row, string device) =>
        new(
            Enum.Parse<MessageKind>(row.Kind),
            device,
            DateTimeOffset.FromUnixTimeMilliseconds(row.EventTs),
            row.DedupKey
        )
        {
            Sequence = row.Seq,
            Payload = row.HasPayload ? [.. Convert.FromHexString(row.Payload)] : default,
            Port = (int?)row.Port,
            Values = FieldJson.Read(row.ValuesJson),
            Raw = row.Raw,
            IsSimulated = row.Mark == MessageMarks.Simulated,
        };

    public static MessageRow ToRow(this DeviceMessage message, long device, DateTimeOffset received, string mark) =>
        new()
        {
            Id = 0,
            DeviceId = device,
            EventTs = message.At.ToUnixTimeMilliseconds(),
            ReceivedAt = received.ToUnixTimeMilliseconds(),
            Kind = message.Kind.ToString(),
            Seq = message.Sequence,
            DedupKey = message.Key,
            Payload = PayloadOf(message),
            Port = message.Port,
            ValuesJson = FieldJson.Write(message.Values),
            Meta = MessageMeta.Of(message).Write(),
            DecodeState = DecodeState.Skipped,
            DecoderVersion = "",
            Problem = "",
            Mark = mark,
            Copies = 0,
            Raw = message.Raw,
        };

    /// <summary>As the mapping of its network, or the usual names, read it now.</summary>
    public static MessageRow Again(this MessageRow row, BodyMapping? mapping) =>
        row.Raw.Length > 0 && MappedDevice.Again(row.Raw, mapping) is var (values, payload)
            ? row with
            {
                ValuesJson = FieldJson.Write(values),
                Payload = HexOf(payload),
            }
            : row;

    public static string PayloadOf(DeviceMessage message) => HexOf(message.Payload);

    private static string HexOf(ImmutableArray<byte> payload) =>
        payload.IsDefault ? "" : Convert.ToHexStringLower(payload.AsSpan());
}

/// <summary>Where a message stands among those of its device.</summary>
/// <param name="At">Unix milliseconds, of its own time.</param>
internal sealed record MessagePlace(long At, long Id);

/// <summary>Why a message makes no reading though it could be read.</summary>
internal static class MessageMarks
{
    public const string Simulated = "simulated";

    public static string Of(DeviceMessage message, DateTimeOffset received) =>
        message.IsSimulated ? Simulated
        : TimeMarks.Of(message.At, received) is not TimeMark.None and var mark
            ? mark.ToString().ToLower(CultureInfo.InvariantCulture)
        : "";
}
