using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Live;

/// <summary>GET /api/live: server-sent events about the watches that the account sees.</summary>
internal static class LiveEndpoint
{
    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/live", StreamAsync)
            .RequireAuthorization(Policies.SignedIn)
            .WithName("Live")
            .WithSummary("Server-sent events that name what changed")
            .WithDescription(
                "Events \"watch\" and \"alert\" carry an id, or * for all of them; \"watch-{id}\" and \"alert-{id}\" "
                    + "say the same to whoever wants only those. \"delivery\" and \"delivery-{id}\" tell that a call or text "
                    + "of an alert moved on. A comment every 15 s keeps the connection open."
            )
            .WithTags("Live")
            .Produces<string>(contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        return routes;
    }

    private static Task StreamAsync(HttpContext context, LiveStream live, Database database)
    {
        var viewer = context.User.Viewer();
        return live.RunAsync(context, stop => SeesAsync(database, viewer, stop));
    }

    private static Task<IReadOnlyList<string>> SeesAsync(
        Database database,
        Viewer viewer,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    $"select w.id from watches w where w.removed_at is null and {AccessStore.Sees}",
                    new { account = viewer.Account }
                ),
            cancellationToken
        );
}
