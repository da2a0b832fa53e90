using Microsoft.AspNetCore.WebUtilities;
using Scout.Server.Accounts;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Deliveries;

/// <summary>Which calls and texts are asked for.</summary>
/// <param name="Person">To this contact only.</param>
/// <param name="Carrier">Tried at this carrier.</param>
/// <param name="Before">Older than this one.</param>
internal sealed record DeliveryFilter(
    Outcome? Outcome = null,
    string? Person = null,
    string? Carrier = null,
    string? Alert = null,
    ListPlace? Before = null
)
{
    public const int MostAtOnce = 200;

    /// <summary>A condition on <c>deliveries d</c>: of a watch that the account <c>@account</c> sees.</summary>
    public const string OfWatches = $"d.watch_id in (select w.id from watches w where {AccessStore.Sees})";

    /// <summary>Tests, codes and answers belong to no watch: they are seen by whose book the contact is in, and by who was meant.</summary>
    public const string OfNoWatch = """
        d.watch_id is null
        and d.contact_id in (select c.id from contacts c where c.account_id = @account or c.id = @contact)
        """;

    /// <summary>As many at once.</summary>
    public int Limit { get; init; } = 25;

    /// <summary>The ids that are asked for, newest first; each part can go along an index of its own.</summary>
    public string Ids =>
        $"""
            select id from (
                select id, created_at from ({Newest(OfWatches)}) as watched
                union all
                select id, created_at from ({Newest(OfNoWatch)}) as loose
            ) as seen
            order by created_at desc, id desc
            limit @most
            """;

    public object Arguments(Me me) =>
        new
        {
            account = me.Account,
            contact = me.Contact,
            person = Person,
            carrier = Carrier,
            alert = Alert,
            at = Before?.At,
            id = Before?.Id,
            most = Limit + 1L,
        };

    private string Newest(string which) =>
        $"""
            select d.id, d.created_at
            from deliveries d
            where {which}{Conditions}
            order by d.created_at desc, d.id desc
            limit @most
            """;

    private string Conditions =>
        string.Concat(
            Outcome is { } outcome ? $" and d.state in ('{string.Join("', '", Outcomes.StatesOf(outcome))}')" : "",
            Person is null ? "" : " and d.contact_id = @person",
            Carrier is null
                ? ""
                : " and exists (select 1 from attempts t where t.delivery_id = d.id and t.carrier = @carrier)",
            Alert is null ? "" : " and d.alert_id = @alert",
            Before is null ? "" : " and (d.created_at < @at or (d.created_at = @at and d.id < @id))"
        );
}

/// <summary>What was chosen above the list, as it stands in the address.</summary>
/// <param name="Before">A place in the list, as text.</param>
public sealed record DeliveryChoice(Outcome? Outcome, string? Person, string? Carrier, string? Alert, string? Before)
{
    /// <param name="before">Another place in the list.</param>
    public string Href(string? before = null, string path = "/deliveries")
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["outcome"] = Outcome?.Word(),
            ["person"] = Person,
            ["carrier"] = Carrier,
            ["alert"] = Alert,
            ["before"] = before ?? Before,
        };
        return QueryHelpers.AddQueryString(path, query.Where(one => one.Value is { Length: > 0 }));
    }

    internal DeliveryFilter Filter => new(Outcome, Person, Carrier, Alert, ListPlace.Read(Before));
}
