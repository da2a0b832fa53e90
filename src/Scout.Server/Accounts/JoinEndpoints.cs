using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Server.Pages.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>Links that invite: to make an account, or to look after a watch with one that is there.</summary>
internal static class JoinEndpoints
{
    public static IEndpointRouteBuilder MapJoin(this IEndpointRouteBuilder routes)
    {
        var join = routes.MapGroup("/join").ExcludeFromDescription().RequireRateLimiting(Door.RateLimit);
        join.MapGet("", ShowOpen);
        join.MapPost("", JoinOpenAsync).AddEndpointFilter<FormGuard>();
        join.MapGet("/{token}", ShowAsync);
        join.MapPost("/{token}", JoinAsync).AddEndpointFilter<FormGuard>();
        join.MapPost("/{token}/accept", AcceptAsync)
            .RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static IResult ShowOpen(IOptions<AccountsOptions> options) =>
        options.Value.SignUp is AccountsOptions.Open ? Page(null, null, NewcomerForm.Empty) : Closed(Closing.SignUp);

    private static async Task<IResult> JoinOpenAsync(
        HttpContext context,
        IOptions<AccountsOptions> options,
        Newcomers newcomers,
        CancellationToken cancellationToken
    )
    {
        if (options.Value.SignUp is not AccountsOptions.Open)
        {
            return Closed(Closing.SignUp);
        }

        var form = NewcomerForm.Read(await context.Request.ReadFormAsync(cancellationToken));
        return await newcomers.JoinAsync(context, form, invitation: null) is { } wrong
            ? Page(null, null, wrong)
            : TypedResults.LocalRedirect(Door.Begin);
    }

    // Looking changes nothing: mail scanners and link previews open links too.
    private static async Task<IResult> ShowAsync(
        string token,
        HttpContext context,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(token, database, time, cancellationToken) is not { } invitation)
        {
            return Closed(Closing.Invitation);
        }

        return context.User.IsSignedIn() ? Accept(token, invitation) : Page(token, invitation, NewcomerForm.Empty);
    }

    private static async Task<IResult> JoinAsync(
        string token,
        HttpContext context,
        Database database,
        TimeProvider time,
        Newcomers newcomers,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(token, database, time, cancellationToken) is not { } invitation)
        {
            return Closed(Closing.Invitation);
        }

        var form = NewcomerForm.Read(await context.Request.ReadFormAsync(cancellationToken));
        if (invitation.Email is { } only)
        {
            form = form with { Email = only };
        }

        return await newcomers.JoinAsync(context, form, token) is { } wrong
            ? Page(token, invitation, wrong)
            : TypedResults.LocalRedirect(After(invitation));
    }

    /// <summary>Somebody with an account takes the invitation.</summary>
    private static async Task<IResult> AcceptAsync(
        string token,
        HttpContext context,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var me = context.User.Me();
        if (
            await FindAsync(token, database, time, cancellationToken) is not { } invitation
            || !invitation.Is(InvitationKind.Care)
        )
        {
            return Closed(Closing.Invitation);
        }

        if (!await IsForAsync(invitation, me, database, cancellationToken))
        {
            return Closed(Closing.OtherEmail);
        }

        var used = await database.WriteAsync(
            session => session.UseInvitationAsync(token, me.Account, time.GetUtcNow()),
            cancellationToken
        );
        return used is null ? Closed(Closing.Invitation) : TypedResults.LocalRedirect(After(used));
    }

    /// <summary>An invitation for one address is for the account with this address.</summary>
    private static async Task<bool> IsForAsync(
        Invitation invitation,
        Me me,
        Database database,
        CancellationToken cancellationToken
    )
    {
        if (invitation.Email is null)
        {
            return true;
        }

        var account = await database.ReadAsync(session => session.FindAccountAsync(me.Account), cancellationToken);
        return Email.AreSame(account?.Email, invitation.Email);
    }

    private static string After(Invitation invitation) => invitation.Is(InvitationKind.Care) ? "/" : Door.Begin;

    private static async Task<Invitation?> FindAsync(
        string token,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var invitation = await database.ReadAsync(
            session => session.FindInvitationAsync(token, time.GetUtcNow()),
            cancellationToken
        );
        return invitation is null || invitation.Is(InvitationKind.Recover) ? null : invitation;
    }

    private static RazorComponentResult<JoinPage> Page(string? token, Invitation? invitation, NewcomerForm form) =>
        new RazorComponentResult<JoinPage>(
            new
            {
                Token = token,
                Invitation = invitation,
                Form = form,
            }
        )
        {
            StatusCode = form.IsGood ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    private static RazorComponentResult<AcceptPage> Accept(string token, Invitation invitation) =>
        new(new { Token = token, Invitation = invitation });

    private static RazorComponentResult<ClosedPage> Closed(Closing why) =>
        new RazorComponentResult<ClosedPage>(new { Why = why }) { StatusCode = StatusCodes.Status403Forbidden };
}
