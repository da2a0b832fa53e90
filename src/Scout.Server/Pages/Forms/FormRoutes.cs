using Scout.Server.Accounts;

namespace Scout.Server.Pages.Forms;

/// <summary>Where pages with forms of somebody signed in are mapped.</summary>
internal static class FormRoutes
{
    /// <summary>Only for who signed in, no part of the described API, and every post comes from a form of Scout's own.</summary>
    public static RouteGroupBuilder MapForms(this IEndpointRouteBuilder routes, string path) =>
        routes
            .MapGroup(path)
            .RequireAuthorization(Policies.SignedIn)
            .ExcludeFromDescription()
            .AddEndpointFilter<FormGuardOfPosts>();
}
