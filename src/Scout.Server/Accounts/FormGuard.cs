using Microsoft.AspNetCore.Antiforgery;

namespace Scout.Server.Accounts;

/// <summary>
/// Whatever changes something asks whether the owner meant it: a form of ours carries an antiforgery token;
/// a script carries the setup token, or runs on this machine and is no browser.
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
        Owner.WayOf(http.User) switch
        {
            OwnerWay.Token => true,
            // Every browser of the last years names the page that sends a POST; curl does not.
            OwnerWay.Here => !http.Request.Headers.ContainsKey("Origin")
                && !http.Request.Headers.ContainsKey("Sec-Fetch-Site")
                && !http.Request.Headers.ContainsKey("Referer")
                && !http.Request.Headers.ContainsKey("Cookie"),
            _ => false,
        };
}
