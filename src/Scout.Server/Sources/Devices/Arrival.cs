using Scout.Core.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>A request as it came, before anybody read it.</summary>
/// <param name="Hint">What the end of its address says the body is.</param>
internal sealed record Arrival(
    string Network,
    DateTimeOffset ReceivedAt,
    string Hint,
    string Sensor,
    string ContentType,
    string Query,
    string Body
)
{
    public DeviceRequest ToRequest() =>
        new(ContentType, System.Text.Encoding.UTF8.GetBytes(Body), Query, ReceivedAt) { Sensor = Sensor, Hint = Hint };
}

/// <summary>A kept arrival that waits.</summary>
internal sealed record ArrivalRow
{
    public required long Id { get; init; }

    public required long ReceivedAt { get; init; }

    public required string KindHint { get; init; }

    public required string Sensor { get; init; }

    public required string ContentType { get; init; }

    public required string Query { get; init; }

    public required string Body { get; init; }

    public Arrival ToArrival(string network) =>
        new(network, DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt), KindHint, Sensor, ContentType, Query, Body);
}

/// <summary>Keeps requests before anybody looks at them.</summary>
internal static class ArrivalStore
{
    private static readonly Rows Columns = new(
        "network_id text, received_at bigint, kind_hint text, sensor text, content_type text, query text, body text"
    );

    private static readonly Rows Ids = new("id bigint");

    /// <summary>In the order given.</summary>
    public static void Keep(this Session session, IEnumerable<Arrival> arrivals) =>
        session.InsertLater(
            "arrivals",
            Columns,
            arrivals.Select(one =>
                (object?[])
                    [
                        one.Network,
                        one.ReceivedAt.ToUnixTimeMilliseconds(),
                        one.Hint,
                        one.Sensor,
                        one.ContentType,
                        one.Query,
                        one.Body,
                    ]
            )
        );

    /// <summary>The oldest that wait.</summary>
    public static Task<IReadOnlyList<ArrivalRow>> NextArrivalsAsync(this Session session, string network, long most) =>
        session.QueryAsync<ArrivalRow>(
            """
            select id, received_at, kind_hint, sensor, content_type, query, body from arrivals
            where network_id = @network and problem = ''
            order by id
            limit @most
            """,
            new { network, most }
        );

    /// <summary>It, or a part of it, could not be used: it stays for a person to look at.</summary>
    public static void Refuse(this Session session, long arrival, string problem) =>
        session.Later("update arrivals set problem = @problem where id = @arrival", new { arrival, problem });

    /// <summary>These are taken; those that were refused stay. By their ids: on PostgreSQL a smaller one may come later.</summary>
    public static void Taken(this Session session, IEnumerable<ArrivalRow> arrivals) =>
        session.Later(
            $"delete from arrivals where problem = '' and id in (select id from {Ids.In(session)} as r)",
            new { rows = Rows.Of(arrivals.Select(one => (object?[])[one.Id])) }
        );
}
