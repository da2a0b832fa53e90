using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.OnCall;
using Scout.Server.Pages.Forms;
using Scout.Server.Storage;

namespace Scout.Server.Pages.OnCall;

/// <summary>Rosters of an account: who is on duty, the calendar, and everything that changes them. Another account's are not found.</summary>
internal static class OnCallEndpoints
{
    public static IEndpointRouteBuilder MapOnCall(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/on-call/feed/{secret}", FeedEndpoint.ShowAsync).ExcludeFromDescription();
        var duty = routes.MapForms("/on-call");
        duty.MapGet("", (Delegate)ListAsync);
        duty.MapGet("/new", (Delegate)RosterForms.NewAsync);
        duty.MapPost("/new", RosterForms.AddAsync);
        duty.MapGet("/{id}", (Delegate)ShowAsync);
        duty.MapGet("/{id}/settings", RosterForms.EditAsync);
        duty.MapPost("/{id}/settings", RosterForms.ChangeAsync);
        duty.MapPost("/{id}/remove", RosterActs.RemoveAsync);
        duty.MapGet("/{id}/rotations/{place}", RotationForms.EditAsync);
        duty.MapPost("/{id}/rotations/{place}", RotationForms.ChangeAsync);
        duty.MapPost("/{id}/rotations/{place}/remove", RotationForms.RemoveAsync);
        duty.MapGet("/{id}/override", OverrideForms.NewAsync);
        duty.MapPost("/{id}/override", OverrideForms.AddAsync);
        duty.MapPost("/{id}/overrides/{change}/end", OverrideForms.EndAsync);
        duty.MapPost("/{id}/feed", RosterActs.MakeFeedAsync);
        duty.MapPost("/{id}/remind", RosterActs.RemindAsync);
        return routes;
    }

    public static RedirectHttpResult Back(string roster) => TypedResults.LocalRedirect($"/on-call/{roster}");

    /// <param name="feed">The address of the calendar, just made: shown once.</param>
    public static async Task<IResult> PageAsync(
        string id,
        HttpContext context,
        string? feed = null,
        string? notice = null
    )
    {
        var view = await RosterView.LoadAsync(context, id);
        return view is null
            ? TypedResults.NotFound()
            : new RazorComponentResult<RosterPage>(
                new
                {
                    View = view,
                    Feed = feed,
                    Notice = notice,
                }
            )
            {
                StatusCode = notice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            };
    }

    private static Task<IResult> ShowAsync(string id, HttpContext context) => PageAsync(id, context);

    private static async Task<IResult> ListAsync(
        HttpContext context,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var me = context.User.Me();
        var now = time.GetUtcNow();
        var (rosters, people) = await database.ReadAsync(
            async session => (await session.RostersAsync(me.Account), await session.DutyPeopleAsync(me.Account)),
            cancellationToken
        );
        return new RazorComponentResult<OnCallPage>(
            new
            {
                Rosters = rosters,
                Duties = rosters.SelectMany(roster => DutyNow.Of(roster, people, now)).ToArray(),
                Clock = Shown.Clock.In(me.Zone, now),
            }
        );
    }
}
