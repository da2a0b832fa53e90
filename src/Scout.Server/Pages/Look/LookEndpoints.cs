using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;

namespace Scout.Server.Pages.Look;

internal static class LookEndpoints
{
    public static IEndpointRouteBuilder MapLook(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/look", RazorComponentResult () => new RazorComponentResult<LookPage>())
            .RequireAuthorization(Policies.Owner)
            .ExcludeFromDescription();
        return routes;
    }
}
