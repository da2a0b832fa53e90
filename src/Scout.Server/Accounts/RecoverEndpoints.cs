using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Pages.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>The link for somebody who lost the password: a new one, once.</summary>
internal static class RecoverEndpoints
{
    public static IEndpointRouteBuilder MapRecover(this IEndpointRouteBuilder routes)
    {
        var recover = routes.MapGroup("/recover/{token}").ExcludeFromDescription().RequireRateLimiting(Door.RateLimit);
        recover.MapGet("", ShowAsync);
        recover.MapPost("", RecoverAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    // Looking changes nothing: mail scanners and link previews open links too.
    private static async Task<IResult> ShowAsync(
        string token,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(token, database, time, cancellationToken) is { } account
            ? Page(token, account, NewcomerForm.Empty with { Email = account.Email ?? "" })
            : Closed();

    private static async Task<IResult> RecoverAsync(
        string token,
        HttpContext context,
        Database database,
        Passwords passwords,
        DeviceCookie devices,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(token, database, time, cancellationToken) is not { } account)
        {
            return Closed();
        }

        var typed = NewcomerForm.Read(await context.Request.ReadFormAsync(cancellationToken));
        var form = (typed with { Passkey = "", Email = account.Email ?? typed.Email }).Judged(withName: false);
        if (!form.IsGood)
        {
            return Page(token, account, form);
        }

        var hash = passwords.Hash(form.Password);
        var now = time.GetUtcNow();
        var done = await database.WriteAsync(
            async session =>
            {
                if (!await session.RenameAsync(account.Id, account.Name, form.Email))
                {
                    return Outcome.EmailTaken;
                }

                if (await session.UseInvitationAsync(token, account.Id, now) is null)
                {
                    return Outcome.Gone;
                }

                await session.SetPasswordAsync(account.Id, hash, but: null);
                return Outcome.Done;
            },
            cancellationToken
        );
        switch (done)
        {
            case Outcome.Gone:
                return Closed();
            case Outcome.EmailTaken:
                return Page(
                    token,
                    account,
                    form.With(NewcomerForm.EmailField, Say.It("This e-mail address is another account's."))
                );
            default:
                await devices.SignInAsync(context, account.Id);
                return TypedResults.LocalRedirect("/");
        }
    }

    private static Task<AccountRow?> FindAsync(
        string token,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            async session =>
                await session.FindInvitationAsync(token, time.GetUtcNow()) is { AccountId: { } account } invitation
                && invitation.Is(InvitationKind.Recover)
                    ? await session.FindAccountAsync(account)
                    : null,
            cancellationToken
        );

    private static RazorComponentResult<RecoverPage> Page(string token, AccountRow account, NewcomerForm form) =>
        new RazorComponentResult<RecoverPage>(
            new
            {
                Token = token,
                account.Name,
                AskEmail = account.Email is null,
                Form = form,
            }
        )
        {
            StatusCode = form.IsGood ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    private static RazorComponentResult<ClosedPage> Closed() =>
        new RazorComponentResult<ClosedPage>(new { Why = Closing.Recovery })
        {
            StatusCode = StatusCodes.Status403Forbidden,
        };

    private enum Outcome
    {
        Done,
        Gone,
        EmailTaken,
    }
}
