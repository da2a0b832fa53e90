using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts.Passkeys;
using Scout.Server.Pages.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>The door: in with a password or a passkey, and out.</summary>
internal static class LoginEndpoints
{
    public static IEndpointRouteBuilder MapLogin(this IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("/").ExcludeFromDescription();
        door.MapGet("/login", Show);
        door.MapPost("/login", EnterAsync).RequireRateLimiting(Door.RateLimit).AddEndpointFilter<FormGuard>();
        door.MapPost("/login/passkey", ShowPasskeyAsync)
            .RequireRateLimiting(Door.RateLimit)
            .AddEndpointFilter<FormGuard>();
        door.MapGet("/logout", RazorComponentResult () => new RazorComponentResult<LeavePage>());
        door.MapPost("/logout", (Delegate)LeaveAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static IResult Show(HttpContext context)
    {
        var back = Door.Back(context.Request.Query["returnUrl"]);
        return Visit.WayOf(context.User) is VisitWay.Cookie ? TypedResults.LocalRedirect(back) : Page(back);
    }

    private static async Task<IResult> EnterAsync(
        HttpContext context,
        PasswordDoor door,
        DeviceCookie devices,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var back = Door.Back(form["returnUrl"]);
        var email = form["email"].ToString();
        if (await door.TryAsync(email, form["password"].ToString(), cancellationToken) is not { } account)
        {
            return Page(back, email, "wrong");
        }

        await devices.SignInAsync(context, account);
        return TypedResults.LocalRedirect(back);
    }

    private static async Task<IResult> ShowPasskeyAsync(
        HttpContext context,
        PasskeyDesk passkeys,
        DeviceCookie devices,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var back = Door.Back(form["returnUrl"]);
        if (await passkeys.TakeAsync(context, form["passkey"].ToString()) is not { } shown)
        {
            return Page(back, problem: "passkey");
        }

        await database.WriteAsync(
            session => session.UsePasskeyAsync(shown.Id, shown.Data, time.GetUtcNow()),
            cancellationToken
        );
        await devices.SignInAsync(context, shown.Account);
        return TypedResults.LocalRedirect(back);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, DeviceCookie devices)
    {
        await devices.SignOutAsync(context);
        return TypedResults.LocalRedirect("/");
    }

    private static RazorComponentResult<SignInPage> Page(string back, string email = "", string problem = "") =>
        new RazorComponentResult<SignInPage>(
            new
            {
                Back = back,
                Email = email,
                Problem = problem,
            }
        )
        {
            StatusCode = problem.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden,
        };
}
