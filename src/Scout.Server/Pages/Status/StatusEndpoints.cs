using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Accounts;

namespace Scout.Server.Pages.Status;

/// <summary>Home: the first page of everybody who is signed in.</summary>
internal static class StatusEndpoints
{
    public static IEndpointRouteBuilder MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", HomeAsync).ExcludeFromDescription();
        return routes;
    }

    // Open to everybody: an uptime monitor sees that it works, a stranger sees only where the door is.
    private static async Task<RazorComponentResult> HomeAsync(
        string? note,
        HttpContext context,
        StatusQueries queries,
        CancellationToken cancellationToken
    ) =>
        context.User.IsSignedIn()
            ? new RazorComponentResult<StatusPage>(
                new { View = await queries.LoadAsync(context.User.Me(), cancellationToken), Note = note }
            )
            : new RazorComponentResult<SignInPage>();
}
