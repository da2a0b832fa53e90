using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts.OpenId;
using Scout.Server.Accounts.Passkeys;
using Scout.Server.Pages.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>The account page: who one is, what one signs in with, and where one is signed in.</summary>
internal sealed class AccountEndpoints(
    Database database,
    Passwords passwords,
    PasswordDoor door,
    DeviceCookie devices,
    TimeProvider time
)
{
    private const int LongestName = 60;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes
            .MapGroup("/account")
            .ExcludeFromDescription()
            .RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter<FormGuard.OnPost>();
        account.MapGet("", RazorComponentResult (HttpContext context) => Page(context));
        account.MapPost("/name", (HttpContext context, AccountEndpoints page) => page.RenameAsync(context));
        account
            .MapPost("/password", (HttpContext context, AccountEndpoints page) => page.SetPasswordAsync(context))
            .RequireRateLimiting(Door.RateLimit);
        account.MapPost(
            "/passkeys",
            (HttpContext context, AccountEndpoints page, PasskeyDesk desk) => page.AddPasskeyAsync(context, desk)
        );
        account.MapPost(
            "/passkeys/name",
            (HttpContext context, AccountEndpoints page) => page.NamePasskeyAsync(context)
        );
        account.MapPost(
            "/passkeys/remove",
            (HttpContext context, AccountEndpoints page) => page.RemovePasskeyAsync(context)
        );
        account.MapPost(
            "/logins/remove",
            (HttpContext context, AccountEndpoints page) => page.RemoveLoginAsync(context)
        );
        account.MapPost("/devices/end", (HttpContext context, AccountEndpoints page) => page.EndDeviceAsync(context));
        account.MapPost("/devices/end-all", (HttpContext context, AccountEndpoints page) => page.EndAllAsync(context));
        account.MapPost("/tokens", (HttpContext context, AccountEndpoints page) => page.MakeTokenAsync(context));
        account.MapPost("/tokens/revoke", (HttpContext context, AccountEndpoints page) => page.RevokeAsync(context));
    }

    private static RazorComponentResult<AccountPage> Page(
        HttpContext context,
        AccountAnswer? answer = null,
        int status = StatusCodes.Status200OK
    ) =>
        new RazorComponentResult<AccountPage>(
            new { Account = context.User.Me().Account, Answer = answer ?? AccountAnswer.None }
        )
        {
            StatusCode = status,
        };

    private async Task<IResult> RenameAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var me = context.User.Me();
        var (name, email) = (form["name"].ToString().Trim(), form["email"].ToString().Trim());
        var answer = AccountAnswer.None with { Name = name, Email = email };
        if (NewcomerForm.NameProblem(name) is { } nameProblem)
        {
            answer = answer.With("name", nameProblem);
        }

        if (email.Length > 0 && Email.Problem(email) is { } emailProblem)
        {
            answer = answer.With("email", emailProblem);
        }

        if (answer.Problems.Count > 0)
        {
            return Wrong(context, answer);
        }

        var done = await database.WriteAsync(
            async session =>
                email.Length == 0 && await session.HasPasswordAsync(me.Account) ? "needed"
                : await session.RenameAsync(me.Account, name, email.Length > 0 ? email : null) ? null
                : "taken",
            context.RequestAborted
        );
        return done switch
        {
            "needed" => Wrong(
                context,
                answer.With("email", Say.It("With a password you sign in by your e-mail address: it cannot be empty."))
            ),
            "taken" => Wrong(context, answer.With("email", Say.It("This e-mail address is another account's."))),
            _ => TypedResults.LocalRedirect("/account"),
        };
    }

    private async Task<IResult> SetPasswordAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var me = context.User.Me();
        var account = await database.ReadAsync(
            async session =>
                (
                    Row: await session.FindAccountAsync(me.Account),
                    HasPassword: await session.HasPasswordAsync(me.Account)
                ),
            context.RequestAborted
        );
        var problem =
            Passwords.Problem(form["new"].ToString())
            ?? (
                account.Row?.Email is null
                    ? Say.It("Write your e-mail address above first: you sign in with it.")
                    : null
            );
        if (problem is not null)
        {
            return Wrong(context, AccountAnswer.None.With("new", problem));
        }

        // Whoever finds a device open must not be able to lock its person out.
        if (
            account.HasPassword
            && await door.TryAsync(account.Row!.Email!, form["current"].ToString(), context.RequestAborted) is null
        )
        {
            return Wrong(context, AccountAnswer.None.With("current", Say.It("This is not your password of today.")));
        }

        var hash = passwords.Hash(form["new"].ToString());
        await database.WriteAsync(
            session => session.SetPasswordAsync(me.Account, hash, but: Visit.DeviceOf(context.User)),
            context.RequestAborted
        );
        return Page(
            context,
            AccountAnswer.None with
            {
                Done = Say.It("The new password is kept. Every other device was signed out."),
            }
        );
    }

    private async Task<IResult> AddPasskeyAsync(HttpContext context, PasskeyDesk desk)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var me = context.User.Me();
        if (
            await desk.TakeNewAsync(context, form["passkey"].ToString()) is not { } passkey
            || passkey.Account != me.Account
        )
        {
            return Wrong(
                context,
                AccountAnswer.None.With("passkey", Say.It("The passkey was not accepted. Try again."))
            );
        }

        var name = Short(form["passkey-name"]);
        await database.WriteAsync(
            session =>
                session.AddPasskeyAsync(
                    me.Account,
                    passkey.Id,
                    name.Length > 0 ? name : passkey.Name,
                    passkey.Data,
                    time.GetUtcNow()
                ),
            context.RequestAborted
        );
        return TypedResults.LocalRedirect("/account#passkeys");
    }

    private async Task<IResult> NamePasskeyAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await database.WriteAsync(
            session =>
                session.RenamePasskeyAsync(context.User.Me().Account, form["id"].ToString(), Short(form["name"])),
            context.RequestAborted
        );
        return TypedResults.LocalRedirect("/account#passkeys");
    }

    private Task<IResult> RemovePasskeyAsync(HttpContext context) =>
        RemoveWayInAsync(context, "passkeys", (session, account, id) => session.RemovePasskeyAsync(account, id));

    private Task<IResult> RemoveLoginAsync(HttpContext context) =>
        RemoveWayInAsync(context, "passkeys", (session, account, id) => session.RemoveLoginAsync(account, id));

    /// <summary>The last way in stays: nobody can lock themselves out by mistake.</summary>
    private async Task<IResult> RemoveWayInAsync(
        HttpContext context,
        string place,
        Func<Session, string, string, Task> remove
    )
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var account = context.User.Me().Account;
        var removed = await database.WriteAsync(
            async session =>
            {
                if (await session.WaysInAsync(account) < 2)
                {
                    return false;
                }

                await remove(session, account, form["id"].ToString());
                return true;
            },
            context.RequestAborted
        );
        return removed
            ? TypedResults.LocalRedirect($"/account#{place}")
            : Wrong(
                context,
                AccountAnswer.None.With(
                    "passkey",
                    Say.It("This is your only way to sign in. Choose a password or add a passkey first.")
                )
            );
    }

    private async Task<IResult> EndDeviceAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await database.WriteAsync(
            session => session.EndDeviceAsync(context.User.Me().Account, form["id"].ToString()),
            context.RequestAborted
        );
        return TypedResults.LocalRedirect("/account#devices");
    }

    private async Task<IResult> EndAllAsync(HttpContext context)
    {
        await database.WriteAsync(
            session => session.EndDevicesAsync(context.User.Me().Account),
            context.RequestAborted
        );
        await devices.SignOutAsync(context);
        return TypedResults.LocalRedirect("/login");
    }

    private async Task<IResult> MakeTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = Short(form["token-name"]);
        if (name.Length == 0)
        {
            return Wrong(
                context,
                AccountAnswer.None.With("token-name", Say.It("Write what the token is for, so that you know it later."))
            );
        }

        var now = time.GetUtcNow();
        var days = form["days"].ToString();
        DateTimeOffset? ends =
            int.TryParse(days, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 3650
                ? now + TimeSpan.FromDays(number)
                : null;
        var token = await database.WriteAsync(
            session => session.MakeTokenAsync(context.User.Me().Account, name, ends, now),
            context.RequestAborted
        );
        return Page(context, AccountAnswer.None with { Token = token });
    }

    private async Task<IResult> RevokeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await database.WriteAsync(
            session => session.RevokeTokenAsync(context.User.Me().Account, form["id"].ToString()),
            context.RequestAborted
        );
        return TypedResults.LocalRedirect("/account#tokens");
    }

    private static RazorComponentResult<AccountPage> Wrong(HttpContext context, AccountAnswer answer) =>
        Page(context, answer, StatusCodes.Status400BadRequest);

    private static string Short(Microsoft.Extensions.Primitives.StringValues typed)
    {
        var text = new string([.. typed.ToString().Trim().Where(c => !char.IsControl(c))]);
        return text.Length <= LongestName ? text : text[..LongestName];
    }
}
