using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Deliveries;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Api;

/// <summary>/api/deliveries: who was tried by what, what became of it, and what it cost.</summary>
internal static class DeliveriesApi
{
    public static void MapDeliveriesApi(this IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Deliveries");
        deliveries
            .MapGet("", ListAsync)
            .WithName("ListDeliveries")
            .WithSummary("Calls and texts the account may see, newest first")
            .WithDescription(
                "outcome is reached, not-reached, under-way or not-needed; person is the id of a contact, alert of an alert."
            )
            .ProducesProblem(StatusCodes.Status400BadRequest);
        deliveries
            .MapGet("/costs", CostsAsync)
            .WithName("ListCosts")
            .WithSummary("What carriers took, by month of the account's zone, carrier and currency; twelve months");
    }

    private static async Task<Results<Ok<ApiDeliveries>, ProblemHttpResult>> ListAsync(
        string? outcome,
        string? person,
        string? carrier,
        string? alert,
        string? before,
        int? limit,
        HttpContext context,
        DeliveryQueries queries,
        CancellationToken cancellationToken
    )
    {
        var place = ListPlace.Read(before);
        if (before is { Length: > 0 } && place is null)
        {
            return ApiProblem.Bad("\"before\" is the \"next\" of an earlier answer.");
        }

        var chosen = Outcomes.Read(outcome);
        if (outcome is { Length: > 0 } && chosen is null)
        {
            return ApiProblem.Bad("\"outcome\" is reached, not-reached, under-way or not-needed.");
        }

        if (limit is < 1 or > DeliveryFilter.MostAtOnce)
        {
            return ApiProblem.Bad($"\"limit\" is a number from 1 to {DeliveryFilter.MostAtOnce}.");
        }

        var filter = new DeliveryFilter(chosen, person, carrier, alert, place);
        filter = limit is { } most ? filter with { Limit = most } : filter;
        var pageful = await queries.ListAsync(context.User.Me(), filter, cancellationToken);
        return TypedResults.Ok(new ApiDeliveries([.. pageful.Deliveries.Select(ApiWords.Of)], pageful.Next));
    }

    private static async Task<Ok<ApiCosts>> CostsAsync(
        HttpContext context,
        Costs costs,
        CancellationToken cancellationToken
    )
    {
        var months = await costs.MonthsAsync(context.User.Me(), cancellationToken);
        return TypedResults.Ok(new ApiCosts([.. months.Select(ApiWords.Of)]));
    }
}
