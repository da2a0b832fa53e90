using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Hosting;
using Scout.Server.Pages.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>Who has an account here; an owner invites, changes roles, helps back in, and takes accounts away.</summary>
internal sealed class PeopleEndpoints(Database database, Erasure erasure, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var people = routes
            .MapGroup("/people")
            .ExcludeFromDescription()
            .RequireAuthorization(Policies.Owner)
            .AddEndpointFilter<FormGuard.OnPost>();
        people.MapGet("", RazorComponentResult () => Page(PeopleAnswer.None));
        people.MapPost("/invite", (HttpContext context, PeopleEndpoints page) => page.InviteAsync(context));
        people.MapPost("/take-back", (HttpContext context, PeopleEndpoints page) => page.TakeBackAsync(context));
        people.MapPost("/role", (HttpContext context, PeopleEndpoints page) => page.SetRoleAsync(context));
        people.MapPost("/recover", (HttpContext context, PeopleEndpoints page) => page.RecoverAsync(context));
        people.MapPost("/remove", (HttpContext context, PeopleEndpoints page) => page.RemoveAsync(context));
    }

    private async Task<IResult> InviteAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var email = form["email"].ToString().Trim();
        if (email.Length > 0 && Email.Problem(email) is { } problem)
        {
            return Page(PeopleAnswer.None with { Email = email, Problem = problem }, StatusCodes.Status400BadRequest);
        }

        var invitation = new NewInvitation(
            InvitationKind.Join,
            context.User.Me().Account,
            Email: email.Length > 0 ? email : null
        );
        return await LinkAsync(context, invitation);
    }

    private async Task<IResult> RecoverAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var account = await database.ReadAsync(
            session => session.FindAccountAsync(form["id"].ToString()),
            context.RequestAborted
        );
        return account is null
            ? TypedResults.NotFound()
            : await LinkAsync(
                context,
                new NewInvitation(InvitationKind.Recover, context.User.Me().Account, Account: account.Id)
            );
    }

    private async Task<IResult> TakeBackAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await database.WriteAsync(session => session.TakeBackAsync(form["id"].ToString()), context.RequestAborted);
        return TypedResults.LocalRedirect("/people");
    }

    private async Task<IResult> SetRoleAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (account, role) = (form["id"].ToString(), form["role"].ToString());
        if (role is not (Role.Owner or Role.Member))
        {
            return TypedResults.NotFound();
        }

        var done = await database.WriteAsync(
            async session =>
            {
                if (role is Role.Member && await session.IsLastOwnerAsync(account))
                {
                    return false;
                }

                await session.ExecuteAsync(
                    "update accounts set role = @role where id = @account",
                    new { account, role }
                );
                return true;
            },
            context.RequestAborted
        );
        return done ? TypedResults.LocalRedirect("/people") : LastOwner();
    }

    private async Task<IResult> RemoveAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var account = form["id"].ToString();
        if (account == context.User.Me().Account)
        {
            return TypedResults.LocalRedirect("/account/delete");
        }

        return await erasure.EraseAsync(account, CancellationToken.None)
            ? TypedResults.LocalRedirect("/people")
            : LastOwner();
    }

    private async Task<IResult> LinkAsync(HttpContext context, NewInvitation invitation)
    {
        var token = await database.WriteAsync(
            session => session.InviteAsync(invitation, time.GetUtcNow()),
            context.RequestAborted
        );
        return Page(
            PeopleAnswer.None with
            {
                Link = LocalAddress.OfSite(context) + Invitations.Path(invitation.Kind, token),
            }
        );
    }

    private static RazorComponentResult<PeoplePage> LastOwner() =>
        Page(
            PeopleAnswer.None with
            {
                Refusal = Say.It("This is the last owner: without one nobody could run this Scout."),
            },
            StatusCodes.Status409Conflict
        );

    private static RazorComponentResult<PeoplePage> Page(PeopleAnswer answer, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<PeoplePage>(new { Answer = answer }) { StatusCode = status };
}
