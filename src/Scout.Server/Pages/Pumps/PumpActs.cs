using Scout.Core.Tandem;
using Scout.Server.Accounts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Profile;
using Scout.Server.Sources.Tandem;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Pumps;

/// <summary>What the buttons of a pump's page do.</summary>
internal static class PumpActs
{
    public static IEndpointRouteBuilder MapPumpActs(this IEndpointRouteBuilder pumps)
    {
        pumps.MapPost("/{id}/run", RunAsync);
        pumps.MapPost("/{id}/preview", PreviewAsync);
        pumps.MapPost("/{id}/profile", OverwriteAsync);
        pumps.MapPost("/{id}/again", TryAgainAsync);
        pumps.MapPost("/{id}/region", TryRegionAsync);
        pumps.MapPost("/{id}/remove", RemoveAsync);
        return pumps;
    }

    /// <summary>Null: it is not there, or not theirs.</summary>
    public static async Task<PumpRow?> FindAsync(HttpContext context, string id, Grant grant) =>
        await ProfileEndpoints.MayAsync(context, id, grant)
            ? await context
                .RequestServices.GetRequiredService<Database>()
                .ReadAsync(session => session.FindPumpAsync(id), context.RequestAborted)
            : null;

    /// <summary>The same, and a page may change it: it does not stand in settings.</summary>
    public static async Task<PumpRow?> FindOwnAsync(HttpContext context, string id) =>
        await FindAsync(context, id, Grant.Own) is { IsDeclared: false } pump ? pump : null;

    private static Task<IResult> RunAsync(string id, HttpContext context, PumpKeeper keeper) =>
        AskAsync(id, context, keeper, isPretend: false);

    private static Task<IResult> PreviewAsync(string id, HttpContext context, PumpKeeper keeper) =>
        AskAsync(id, context, keeper, isPretend: true);

    /// <summary>Somebody has decided that the pump's profile counts.</summary>
    private static Task<IResult> OverwriteAsync(string id, HttpContext context, PumpKeeper keeper) =>
        AskAsync(
            id,
            context,
            keeper,
            new PumpOrder(PumpOrder.ByPage, Days: 1, IsPretend: false, Feature.Profiles) { OverwritesProfile = true }
        );

    private static async Task<IResult> AskAsync(string id, HttpContext context, PumpKeeper keeper, bool isPretend)
    {
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var days = int.TryParse(posted["days"], out var typed) ? Math.Clamp(typed, 1, PumpOrder.MostDays) : 1;
        return await AskAsync(id, context, keeper, new PumpOrder(PumpOrder.ByPage, days, isPretend, Features: null));
    }

    private static Task<IResult> AskAsync(string id, HttpContext context, PumpKeeper keeper, PumpOrder order) =>
        FindAsync(context, id, Grant.Change)
            .ThenAsync(async _ =>
                await keeper.AskAsync(id, order, context.RequestAborted)
                    ? $"/pumps/{id}?asked=1#runs"
                    : $"/pumps/{id}?busy=1#runs"
            );

    private static Task<IResult> TryAgainAsync(string id, HttpContext context, PumpKeeper keeper) =>
        FindAsync(context, id, Grant.Change)
            .ThenAsync(async _ =>
            {
                await keeper.TryAgainAsync(id, context.RequestAborted);
                return $"/pumps/{id}?asked=1";
            });

    private static Task<IResult> TryRegionAsync(string id, HttpContext context, RegionTrial trial) =>
        FindAsync(context, id, Grant.Change)
            .ThenAsync(async _ =>
            {
                // A login that has begun goes on, whether or not somebody waits for it.
                await trial.TryAsync(id, CancellationToken.None);
                return $"/pumps/{id}";
            });

    private static Task<IResult> RemoveAsync(string id, HttpContext context, WatchKeeper keeper) =>
        FindOwnAsync(context, id)
            .ThenAsync(async _ =>
            {
                await keeper.RemoveAsync(id, withHistory: true, context.RequestAborted);
                return "/pumps";
            });
}
