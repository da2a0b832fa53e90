using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
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

    private static Task WriteAsync(HttpContext context) =>
        context.Request.WantsPage()
            ? PageOf(context).ExecuteAsync(context)
            : TypedResults.Problem(statusCode: context.Response.StatusCode).ExecuteAsync(context);

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
