using Microsoft.Extensions.Options;
using Scout.Server.Accounts;
using Scout.Server.Hosting;
using Scout.Server.OnCall;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Sharing;
using Scout.Server.Storage;

namespace Scout.Server.Pages.OnCall;

/// <summary>Buttons of a roster's page.</summary>
internal static class RosterActs
{
    /// <summary>A new address for the calendar; the one before stops.</summary>
    public static async Task<IResult> MakeFeedAsync(
        string id,
        HttpContext context,
        Database database,
        IOptions<ScoutOptions> scout,
        TimeProvider time
    )
    {
        var viewer = context.User.Viewer();
        var secret = Secrets.Make();
        var made = await database.WriteAsync(
            async session =>
            {
                if (await session.FindRosterAsync(viewer.Account, id) is null)
                {
                    return false;
                }

                session.Later(
                    "update rosters set feed_hash = @hash where id = @id",
                    new { id, hash = Secrets.Hash(secret) }
                );
                session.KeepChange(
                    "roster",
                    viewer.Account,
                    id,
                    viewer.Account,
                    Say.It("made a new address for the calendar"),
                    state: null,
                    time.GetUtcNow()
                );
                return true;
            },
            context.RequestAborted
        );
        return made
            ? await OnCallEndpoints.PageAsync(
                id,
                context,
                feed: $"{SharingEndpoints.Site(context, scout.Value)}/on-call/feed/{secret}.ics"
            )
            : TypedResults.NotFound();
    }

    public static async Task<IResult> RemindAsync(string id, HttpContext context, Database database)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var account = context.User.Viewer().Account;
        var contact = form["contact"].ToString();
        if (!Enum.TryParse<Remind>(form["remind"], out var remind) || !Enum.IsDefined(remind))
        {
            return TypedResults.NotFound();
        }

        var changed = await database.WriteAsync(
            async session =>
                await session.FindRosterAsync(account, id) is not null
                && await session.ExecuteAsync(
                    "update roster_people set remind = @remind where roster_id = @id and contact_id = @contact",
                    new
                    {
                        id,
                        contact,
                        remind = remind.ToString(),
                    }
                ) == 1,
            context.RequestAborted
        );
        return changed ? OnCallEndpoints.Back(id) : TypedResults.NotFound();
    }

    public static async Task<IResult> RemoveAsync(string id, HttpContext context, Database database, TimeProvider time)
    {
        var viewer = context.User.Viewer();
        var now = time.GetUtcNow();
        var removed = await database.WriteAsync(
            async session =>
            {
                if (await session.FindRosterAsync(viewer.Account, id) is null)
                {
                    return false;
                }

                await session.EndRosterAsync(id, now);
                session.KeepChange(
                    "roster",
                    viewer.Account,
                    id,
                    viewer.Account,
                    Say.It("removed the roster"),
                    state: null,
                    now
                );
                return true;
            },
            context.RequestAborted
        );
        return removed ? TypedResults.LocalRedirect("/on-call") : TypedResults.NotFound();
    }
}
