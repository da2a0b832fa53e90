using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using Scout.Core.Escalation;
using Scout.Core.OnCall;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Due;
using Scout.Server.Escalation;
using Scout.Server.OnCall;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.OnCall;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Plans;

/// <summary>/watches/{id}/plan: who is reached for a watch, in which order; and when it is quiet on purpose.</summary>
internal static class PlanEndpoints
{
    public static IEndpointRouteBuilder MapPlans(this IEndpointRouteBuilder routes)
    {
        var plan = routes.MapForms("/watches/{id}/plan");
        plan.MapGet("", (string id, HttpContext context) => PageAsync(id, context, form: null, preview: null));
        plan.MapPost("", SaveAsync);
        plan.MapPost("/remove", RemoveAsync);
        plan.MapPost("/upkeep", AddUpkeepAsync);
        plan.MapPost("/upkeep/end", EndUpkeepAsync);
        return routes;
    }

    private static async Task<IResult> SaveAsync(string id, HttpContext context, Database database, TimeProvider time)
    {
        var form = new TypedForm().Take(await context.Request.ReadFormAsync(context.RequestAborted));
        var plan = PlanForm.Read(form);
        if (plan is null || form["act"] == "preview")
        {
            return await PageAsync(id, context, form, plan);
        }

        var viewer = context.User.Viewer();
        var now = time.GetUtcNow();
        var (found, refused) = await database.WriteAsync<(bool Found, string? Why)>(
            async session =>
            {
                if (await FindAsync(session, viewer, id) is not { } row)
                {
                    return (false, null);
                }

                var why = await session.WhyNotAsync(row.AccountId, plan);
                if (why is null)
                {
                    await session.SavePlanAsync(id, row.AccountId, plan, viewer.Account, Say.It("saved a plan"), now);
                }

                return (true, why);
            },
            context.RequestAborted
        );
        if (refused is { } wrong)
        {
            form.Refuse("target0", wrong);
            return await PageAsync(id, context, form, preview: null);
        }

        return found ? Back(id) : TypedResults.NotFound();
    }

    private static Task<IResult> RemoveAsync(string id, HttpContext context, TimeProvider time) =>
        ChangeAsync(
            id,
            context,
            (session, row) =>
                session.SavePlanAsync(
                    id,
                    row.AccountId,
                    plan: null,
                    context.User.Viewer().Account,
                    Say.It("went back to the usual plan"),
                    time.GetUtcNow()
                )
        );

    private static async Task<IResult> AddUpkeepAsync(string id, HttpContext context, TimeProvider time)
    {
        var form = new TypedForm().Take(await context.Request.ReadFormAsync(context.RequestAborted));
        var me = context.User.Me();
        var now = time.GetUtcNow();
        var zone = WallClock.Zone(me.Zone) ?? DateTimeZone.Utc;
        var from = Moment(form, "from", zone);
        var until = Moment(form, "until", zone);
        if (from is null || until is null)
        {
            return await PageAsync(id, context, form: null, preview: null, upkeep: form);
        }

        if (until <= from || until <= now)
        {
            form.Refuse(
                "until_date",
                CoreWords.Of(until <= from ? "The end must be after the beginning." : "This time is over already.")
            );
        }
        else if (until - from > Upkeep.Longest)
        {
            form.Refuse("until_date", Say.It("A planned quiet time lasts 7 days at most."));
        }

        if (!form.IsFine)
        {
            return await PageAsync(id, context, form: null, preview: null, upkeep: form);
        }

        var planned = new Upkeep(me.Account, from.Value, until.Value);
        return await ChangeAsync(
            id,
            context,
            async (session, row) =>
            {
                var all = ScoutJson
                    .ReadUpkeep(row.Upkeep)
                    .Where(one => one.Until > now)
                    .Append(planned)
                    .TakeLast(Upkeep.Most);
                await SaveUpkeepAsync(session, id, row, [.. all], me.Account, Say.It("planned a quiet time"), now);
            }
        );
    }

    private static async Task<IResult> EndUpkeepAsync(string id, HttpContext context, TimeProvider time)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var me = context.User.Me();
        var now = time.GetUtcNow();
        return await ChangeAsync(
            id,
            context,
            async (session, row) =>
            {
                var left = ScoutJson
                    .ReadUpkeep(row.Upkeep)
                    .Where(one => one.Until > now && $"{one.From.ToUnixTimeMilliseconds()}" != form["from"]);
                await SaveUpkeepAsync(
                    session,
                    id,
                    row,
                    [.. left],
                    me.Account,
                    Say.It("took back a planned quiet time"),
                    now
                );
            }
        );
    }

    private static async Task SaveUpkeepAsync(
        Session session,
        string id,
        PlanRow row,
        Upkeep[] all,
        string by,
        string what,
        DateTimeOffset now
    )
    {
        var text = all.Length == 0 ? null : ScoutJson.Write(all);
        await session.ExecuteAsync("update watches set upkeep = @text where id = @id", new { id, text });
        session.KeepChange("plan", row.AccountId, id, by, what, text, now);
        await session.SetAsync(Turn.Kind, id, now, Turn.Rank); // its clock must know
    }

    private static DateTimeOffset? Moment(TypedForm form, string side, DateTimeZone zone) =>
        RotationForm.ReadDate(form, side + "_date") is { } date && RotationForm.ReadTime(form, side + "_time") is { } at
            ? WallClock.At(date + at, zone).ToDateTimeOffset()
            : null;

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, Func<Session, PlanRow, Task> change)
    {
        var viewer = context.User.Viewer();
        var done = await context
            .RequestServices.GetRequiredService<Database>()
            .WriteAsync(
                async session =>
                {
                    if (await FindAsync(session, viewer, id) is not { } row)
                    {
                        return false;
                    }

                    await change(session, row);
                    return true;
                },
                context.RequestAborted
            );
        return done ? Back(id) : TypedResults.NotFound();
    }

    /// <summary>Null: not there for this account, or not its to change.</summary>
    private static async Task<PlanRow?> FindAsync(Session session, Viewer viewer, string watch) =>
        await session.GrantAsync(viewer, watch) >= Grant.Change
        && await session.FindPlanAsync(watch) is { Kind: not "self" } row
            ? row
            : null;

    private static RedirectHttpResult Back(string watch) => TypedResults.LocalRedirect($"/watches/{watch}/plan");

    private static async Task<IResult> PageAsync(
        string id,
        HttpContext context,
        TypedForm? form,
        WatchPlan? preview,
        TypedForm? upkeep = null
    )
    {
        var view = await PlanView.LoadAsync(
            context,
            (session, viewer) => FindAsync(session, viewer, id),
            id,
            form,
            preview
        );
        if (view is null)
        {
            return TypedResults.NotFound();
        }

        return new RazorComponentResult<PlanPage>(new { View = view, Upkeep = upkeep ?? NewUpkeep(context) })
        {
            StatusCode =
                view.Form.IsFine && upkeep is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static TypedForm NewUpkeep(HttpContext context)
    {
        var today = LocalDatePattern.Iso.Format(RosterForms.Today(context, context.User.Me().Zone));
        return new TypedForm { ["from_date"] = today, ["until_date"] = today };
    }
}
