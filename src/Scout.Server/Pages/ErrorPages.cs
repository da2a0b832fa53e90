using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Scout.Server.Accounts;

namespace Scout.Server.Pages;

/// <summary>Errors as pages for people and as application/problem+json for everything else.</summary>
internal static class ErrorPages
{
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = WriteAsync });
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
        return app;
    }

    private static Task WriteAsync(HttpContext context)
    {
        if (!context.Request.WantsPage())
        {
            return TypedResults.Problem(statusCode: context.Response.StatusCode).ExecuteAsync(context);
        }

        // Out here the language is no longer that of the request.
        if (context.Features.Get<IRequestCultureFeature>() is { RequestCulture.UICulture: { } language })
        {
            CultureInfo.CurrentUICulture = language;
        }

        return PageOf(context).ExecuteAsync(context);
    }

    private static RazorComponentResult<ErrorPage> PageOf(HttpContext context) =>
        new RazorComponentResult<ErrorPage>(
            new
            {
                Status = context.Response.StatusCode,
                Trace = context.Response.StatusCode >= 500 ? Activity.Current?.TraceId.ToString() ?? "" : "",
            }
        )
        {
            StatusCode = context.Response.StatusCode,
        };
}
