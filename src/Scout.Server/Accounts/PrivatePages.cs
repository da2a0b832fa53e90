namespace Scout.Server.Accounts;

/// <summary>What a signed-in person saw stays out of every cache, and is gone from the browser after signing out.</summary>
internal static class PrivatePages
{
    /// <summary>After the authentication: it knows who is signed in.</summary>
    public static IApplicationBuilder UsePrivatePages(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(MarkAsync, context);
                return next(context);
            }
        );

    private static Task MarkAsync(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        // Files of the site say themselves how long they are good, and are the same for everybody.
        if (context.User.IsSignedIn() && headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "private, no-store";
        }

        if (!headers.CacheControl.ToString().Contains("public", StringComparison.OrdinalIgnoreCase))
        {
            headers.AppendCommaSeparatedValues("Vary", "Cookie", "Accept-Language");
        }

        return Task.CompletedTask;
    }
}
