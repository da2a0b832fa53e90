using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Deliveries;

/// <summary>All calls and texts that an account may see, as a page and as a table.</summary>
internal static class DeliveriesEndpoints
{
    public static IEndpointRouteBuilder MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        pages.MapGet("/deliveries", ListAsync);
        pages.MapGet("/deliveries.csv", Export);
        return routes;
    }

    private static async Task<RazorComponentResult> ListAsync(
        string? outcome,
        string? person,
        string? carrier,
        string? alert,
        string? before,
        HttpContext context,
        DeliveryQueries queries,
        Costs costs,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var me = context.User.Me();
        var choice = Choose(outcome, person, carrier, alert, before);
        var pageful = await queries.ListAsync(me, choice.Filter, cancellationToken);
        return new RazorComponentResult<DeliveriesPage>(
            new
            {
                View = new DeliveriesView(
                    choice,
                    Clock.In(me.Zone, time.GetUtcNow()),
                    await queries.PeopleAsync(me, cancellationToken),
                    queries.Carriers,
                    pageful.Deliveries,
                    pageful.Next,
                    await costs.MonthsAsync(me, cancellationToken)
                ),
            }
        );
    }

    private static DeliveriesCsv Export(
        string? outcome,
        string? person,
        string? carrier,
        string? alert,
        HttpContext context,
        DeliveryQueries queries
    ) => new(queries, context.User.Me(), Choose(outcome, person, carrier, alert, before: null).Filter);

    private static DeliveryChoice Choose(
        string? outcome,
        string? person,
        string? carrier,
        string? alert,
        string? before
    ) =>
        new(
            Outcomes.Read(outcome),
            Given(person),
            Given(carrier),
            Given(alert),
            ListPlace.Read(before) is null ? null : before
        );

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>What the page of calls and texts shows.</summary>
/// <param name="Next">Where older ones begin; null: there are none.</param>
public sealed record DeliveriesView(
    DeliveryChoice Choice,
    Clock Clock,
    IReadOnlyList<(string Id, string Name)> People,
    IReadOnlyList<string> Carriers,
    IReadOnlyList<DeliveryCard> Deliveries,
    string? Next,
    IReadOnlyList<MonthCost> Costs
);
