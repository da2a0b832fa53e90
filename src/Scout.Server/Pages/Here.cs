using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;

namespace Scout.Server.Pages;

/// <summary>The page a small form stands on, so that it leads back there.</summary>
internal static class Here
{
    /// <summary>"/watches/1?range=day". A page that answers a form is not asked for again: its form is.</summary>
    public static string Of(HttpContext? context) =>
        context is { Request: { } request } && HttpMethods.IsGet(request.Method)
            ? request.Path + request.QueryString
            : "/";

    /// <summary>Only to a page of ours.</summary>
    public static RedirectHttpResult Back(string? path) => TypedResults.LocalRedirect(Door.Back(path));
}
