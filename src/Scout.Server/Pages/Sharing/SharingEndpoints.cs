using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Server.Accounts;
using Scout.Server.Hosting;

namespace Scout.Server.Pages.Sharing;

/// <summary>/watches/{id}/carers: with whom a watch is shared.</summary>
internal static class SharingEndpoints
{
    public static IEndpointRouteBuilder MapSharing(this IEndpointRouteBuilder routes)
    {
        var carers = routes
            .MapGroup("/watches/{id}/carers")
            .RequireAuthorization(Policies.SignedIn)
            .ExcludeFromDescription();
        carers.MapGet("", ShowAsync);
        carers.MapPost("/invite", InviteAsync).AddEndpointFilter<FormGuard>();
        carers.MapPost("/leave", LeaveAsync).AddEndpointFilter<FormGuard>();
        carers.MapPost("/withdraw", WithdrawAsync).AddEndpointFilter<FormGuard>();
        carers.MapPost("/{account}/change", ChangeAsync).AddEndpointFilter<FormGuard>();
        carers.MapPost("/{account}/remove", RemoveAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static Task<Results<RazorComponentResult, NotFound>> ShowAsync(
        string id,
        HttpContext context,
        SharingDesk desk,
        CancellationToken cancellationToken
    ) => PageAsync(id, link: null, context, desk, cancellationToken);

    private static async Task<Results<RazorComponentResult, NotFound>> InviteAsync(
        string id,
        HttpContext context,
        SharingDesk desk,
        IOptions<ScoutOptions> scout,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (SharingDesk.ReadMay(form["may"]) is not { } may)
        {
            return TypedResults.NotFound();
        }

        var path = await desk.InviteAsync(context.User.Viewer(), id, may, form["email"], cancellationToken);
        return path is null
            ? TypedResults.NotFound()
            : await PageAsync(id, Site(context, scout.Value) + path, context, desk, cancellationToken);
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> ChangeAsync(
        string id,
        string account,
        HttpContext context,
        SharingDesk desk,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return SharingDesk.ReadMay(form["may"]) is { } may
            ? Back(id, await desk.ChangeAsync(context.User.Viewer(), id, account, may, cancellationToken))
            : TypedResults.NotFound();
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> RemoveAsync(
        string id,
        string account,
        HttpContext context,
        SharingDesk desk,
        CancellationToken cancellationToken
    ) => Back(id, await desk.RemoveAsync(context.User.Viewer(), id, account, cancellationToken));

    private static async Task<Results<RedirectHttpResult, NotFound>> WithdrawAsync(
        string id,
        HttpContext context,
        SharingDesk desk,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var invitation = form["invitation"].ToString();
        return Back(id, await desk.WithdrawAsync(context.User.Viewer(), id, invitation, cancellationToken));
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> LeaveAsync(
        string id,
        HttpContext context,
        SharingDesk desk,
        CancellationToken cancellationToken
    ) =>
        await desk.LeaveAsync(context.User.Viewer(), id, cancellationToken)
            ? TypedResults.LocalRedirect("/")
            : TypedResults.NotFound();

    private static async Task<Results<RazorComponentResult, NotFound>> PageAsync(
        string id,
        string? link,
        HttpContext context,
        SharingDesk desk,
        CancellationToken cancellationToken
    ) =>
        await desk.LoadAsync(context.User.Me(), id, link, cancellationToken) is { } view
            ? new RazorComponentResult<SharingPage>(new { View = view })
            : TypedResults.NotFound();

    private static Results<RedirectHttpResult, NotFound> Back(string id, bool done) =>
        done ? TypedResults.LocalRedirect($"/watches/{Uri.EscapeDataString(id)}/carers") : TypedResults.NotFound();

    // The host of a request is whatever the client wrote; where the owner named the site, that name goes out.
    /// <summary>How this server is called from outside, without a slash at the end.</summary>
    public static string Site(HttpContext context, ScoutOptions scout) =>
        string.IsNullOrWhiteSpace(scout.SiteUrl)
            ? $"{context.Request.Scheme}://{context.Request.Host}"
            : scout.SiteUrl.TrimEnd('/');
}
