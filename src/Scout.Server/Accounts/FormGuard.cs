using Microsoft.AspNetCore.Antiforgery;

namespace Scout.Server.Accounts;

/// <summary>
/// Whatever changes something asks whether the person meant it: a form of ours carries an antiforgery token;
/// a script carries a token of its own, or runs on this machine and is no browser.
/// </summary>
internal sealed class FormGuard(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsScript(http) || await antiforgery.IsRequestValidAsync(http))
        {
            return await next(context);
        }

        return TypedResults.Problem(
            "The page was open for too long, or the request came from somewhere else. Go back, reload, and try again.",
            statusCode: StatusCodes.Status400BadRequest,
            title: "Nothing was changed"
        );
    }

    private static bool IsScript(HttpContext http) =>
        Visit.WayOf(http.User) switch
        {
            VisitWay.Token => true,
            // Every browser of the last years names the page that sends a POST; curl does not.
            VisitWay.Here => !http.Request.Headers.ContainsKey("Origin")
                && !http.Request.Headers.ContainsKey("Sec-Fetch-Site")
                && !http.Request.Headers.ContainsKey("Referer")
                && !http.Request.Headers.ContainsKey("Cookie"),
            _ => false,
        };

    /// <summary>For a group whose pages may be looked at freely.</summary>
    internal sealed class OnPost(IAntiforgery antiforgery) : IEndpointFilter
    {
        private readonly FormGuard _guard = new(antiforgery);

        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
            HttpMethods.IsPost(context.HttpContext.Request.Method) ? _guard.InvokeAsync(context, next) : next(context);
    }
}
