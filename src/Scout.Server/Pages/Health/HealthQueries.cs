using Scout.Server.Carriers;
using Scout.Server.Hosting.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Health;

/// <summary>A part of Scout and when it last did what it is for.</summary>
/// <param name="Name">As a person calls it, in the request's language.</param>
/// <param name="At">Null: not yet.</param>
public sealed record Part(string Name, DateTimeOffset? At);

/// <summary>When each part last succeeded, whichever node it was.</summary>
internal sealed class HealthQueries(Database database, CarrierBoard carriers, Heartbeat heartbeat)
{
    public async Task<IReadOnlyList<Part>> PartsAsync(CancellationToken cancellationToken)
    {
        var row = (await database.ReadAsync(LoadAsync, cancellationToken))!;
        var calls = (await LastsAsync(cancellationToken)).ToDictionary(last => last.Carrier, last => last.At);
        return
        [
            new Part(Say.It("A Nightscout site answered"), Time(row.SiteAt)),
            new Part(Say.It("A value came in"), Time(row.ReadingAt)),
            .. carriers.Names.Select(name => new Part(
                Say.It("{0} took a call or text", NameOf(name)),
                Time(calls.GetValueOrDefault(name))
            )),
            new Part(Say.It("A test call was answered"), Time(row.TestAt)),
            new Part(Say.It("The watcher outside heard the heartbeat"), heartbeat.HeardAt),
        ];
    }

    /// <summary>When each carrier last took a call or text; carriers that never did are not there.</summary>
    public Task<IReadOnlyList<CarrierLast>> LastsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
                (IReadOnlyList<CarrierLast>)
                    [
                        .. await session.QueryAsync<CarrierLast>(
                            """
                            select carrier as Carrier, max(sent_at) as At
                            from attempts
                            where state in ('Accepted', 'Over')
                            group by carrier
                            """
                        ),
                    ],
            cancellationToken
        );

    /// <summary>As it calls itself.</summary>
    public static string NameOf(string carrier) =>
        carrier switch
        {
            "vonage" => "Vonage",
            "twilio" => "Twilio",
            "sandbox" => Say.It("The sandbox"),
            _ => carrier,
        };

    private static Task<Row?> LoadAsync(Session session) =>
        session.FirstOrDefaultAsync<Row>(
            """
            select
                (select max(contact_at) from sources) as SiteAt,
                (select max(last_at) from series) as ReadingAt,
                (select max(finished_at) from deliveries where purpose = 'Test' and state = 'Confirmed') as TestAt
            """
        );

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is > 0 and var known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    private sealed record Row
    {
        public long? SiteAt { get; init; }

        public long? ReadingAt { get; init; }

        public long? TestAt { get; init; }
    }
}

/// <summary>The last call or text that a carrier took.</summary>
internal sealed record CarrierLast
{
    public required string Carrier { get; init; }

    public required long At { get; init; }
}
