using Microsoft.AspNetCore.Antiforgery;
using Scout.Server.Accounts;

namespace Scout.Server.Pages.Forms;

/// <summary>The guard of forms for a group of routes: whoever only looks needs to prove nothing.</summary>
internal sealed class FormGuardOfPosts(IAntiforgery antiforgery) : IEndpointFilter
{
    private readonly FormGuard _guard = new(antiforgery);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        HttpMethods.IsPost(context.HttpContext.Request.Method) ? _guard.InvokeAsync(context, next) : next(context);
}
