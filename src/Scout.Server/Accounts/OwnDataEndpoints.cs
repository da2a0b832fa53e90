using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Pages.Accounts;

namespace Scout.Server.Accounts;

/// <summary>Everybody may take their data along, and go.</summary>
internal static class OwnDataEndpoints
{
    /// <summary>What is typed to delete an account: its name.</summary>
    public const string ConfirmField = "confirm";

    public static IEndpointRouteBuilder MapOwnData(this IEndpointRouteBuilder routes)
    {
        var data = routes.MapGroup("/account").ExcludeFromDescription().RequireAuthorization(Policies.SignedIn);
        data.MapGet("/export", WriteAsync);
        data.MapGet(
            "/delete",
            RazorComponentResult (HttpContext context) => Page(context.User.Me(), DeleteProblem.None)
        );
        data.MapPost("/delete", DeleteAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static async Task WriteAsync(HttpContext context, Export export, TimeProvider time)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=\"scout-{time.GetUtcNow():yyyy-MM-dd}.json\"";
        await export.WriteAsync(context.Response.Body, context.User.Me().Account, context.RequestAborted);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        Erasure erasure,
        DeviceCookie devices,
        CancellationToken cancellationToken
    )
    {
        var me = context.User.Me();
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (!string.Equals(form[ConfirmField].ToString().Trim(), me.Name, StringComparison.OrdinalIgnoreCase))
        {
            return Page(me, DeleteProblem.Name);
        }

        // Goes on when the browser does not wait: half of it would serve nobody.
        if (!await erasure.EraseAsync(me.Account, CancellationToken.None))
        {
            return Page(me, DeleteProblem.LastOwner);
        }

        await devices.SignOutAsync(context);
        return TypedResults.LocalRedirect("/login");
    }

    private static RazorComponentResult<DeletePage> Page(Me me, DeleteProblem problem) =>
        new RazorComponentResult<DeletePage>(new { me.Name, Problem = problem })
        {
            StatusCode =
                problem is DeleteProblem.None ? StatusCodes.Status200OK
                : problem is DeleteProblem.Name ? StatusCodes.Status400BadRequest
                : StatusCodes.Status409Conflict,
        };
}
