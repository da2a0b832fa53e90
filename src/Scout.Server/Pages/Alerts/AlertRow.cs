using Scout.Core.Alerts;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Pages.Shown;
using Scout.Server.Replies;

namespace Scout.Server.Pages.Alerts;

/// <summary>An alert as it is kept, with its watch and what the account may do.</summary>
internal sealed record AlertRow
{
    /// <summary>What a query selects from <c>alerts a</c> and <c>watches w</c>, with <c>@account</c>.</summary>
    public const string Columns = """
        a.id, a.watch_id, a.state, a.opened_at, a.closed_at, w.name as About, w.kind,
        case
            when w.account_id = @account or w.kind = 'self' then 'Own'
            else (select k.may from carers k where k.watch_id = w.id and k.account_id = @account) end as May
        """;

    public required string Id { get; init; }

    public required string WatchId { get; init; }

    public required string State { get; init; }

    public required long OpenedAt { get; init; }

    public long? ClosedAt { get; init; }

    public required string About { get; init; }

    public required string Kind { get; init; }

    public string? May { get; init; }

    public AlertCard ToCard(
        Me me,
        IReadOnlyDictionary<string, string> names,
        IReadOnlyList<LedgerLine> ledger,
        DateTimeOffset now
    )
    {
        var alert = ScoutJson.ReadAlert(State);
        return new AlertCard(alert, WatchId, About, me.Unit, Clock.In(me.Zone, now), names, ledger)
        {
            You = NameBook.You(me),
            MayAct = AccessStore.ReadGrant(May) >= Grant.Acknowledge,
            Stamp = ActStamp.Of(alert),
        };
    }
}

/// <summary>A line of a ledger.</summary>
internal sealed record LedgerRow
{
    public required string AlertId { get; init; }

    public required string Line { get; init; }
}
