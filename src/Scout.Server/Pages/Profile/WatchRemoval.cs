using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Profile;

/// <summary>Asks before a watch ends, and ends it.</summary>
internal static class WatchRemoval
{
    public static async Task<IResult> AskAsync(string id, HttpContext context, DeclaredSays says) =>
        await FindAsync(context, id) is { } sheet ? Page(sheet, says) : TypedResults.NotFound();

    public static async Task<IResult> RemoveAsync(
        string id,
        HttpContext context,
        WatchKeeper keeper,
        DeclaredSays says,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(context, id) is not { } sheet)
        {
            return TypedResults.NotFound();
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var history = form["history"].ToString();
        if (IsKept(sheet, says) || history is not ("keep" or "delete"))
        {
            return Page(sheet, says);
        }

        await keeper.RemoveAsync(id, withHistory: history == "delete", cancellationToken);
        return TypedResults.LocalRedirect("/");
    }

    private static RazorComponentResult<RemovePage> Page(WatchSheet sheet, DeclaredSays says) =>
        new(
            new
            {
                Watch = sheet.Id,
                sheet.Name,
                IsDeclared = IsKept(sheet, says),
            }
        );

    // What this node's settings declare comes back with its next start; what no settings declare any more may go.
    private static bool IsKept(WatchSheet sheet, DeclaredSays says) => sheet.IsDeclared && says.Anybody;

    private static async Task<WatchSheet?> FindAsync(HttpContext context, string id) =>
        await ProfileEndpoints.MayAsync(context, id, Grant.Own) ? await ProfileEndpoints.SheetAsync(context, id) : null;
}
