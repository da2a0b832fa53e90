using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Hosting;
using Scout.Server.Pages.Forms;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Networks;

/// <summary>Adding what sends, showing what to paste there, and its decoders. Another account's networks are not found.</summary>
internal static class NetworkEndpoints
{
    private const string Forgotten = "<secret>";

    public static IEndpointRouteBuilder MapNetworks(this IEndpointRouteBuilder routes)
    {
        var networks = routes.MapForms("/networks");
        networks.MapGet(
            "/new",
            IResult (HttpContext context) =>
                Page(context, NetworkForm.Of(null, $"{context.Request.Query["kind"]}"), null)
        );
        networks.MapPost("/new", AddAsync);
        networks.MapGet("/{network}", ShowAsync);
        networks.MapPost("/{network}", ChangeAsync);
        networks.MapPost("/{network}/secret", ChangeSecretAsync);
        networks.MapPost("/{network}/secret/end", EndSecretAsync);
        networks.MapPost("/{network}/decode-again", DecodeAgainAsync);
        networks.MapPost("/{network}/remove", RemoveAsync);
        networks.MapDecoders();
        networks.MapMappings();
        return routes;
    }

    private static async Task<IResult> AddAsync(HttpContext context, NetworkKeeper keeper)
    {
        var form = NetworkForm.Of(null);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        if (NetworkForm.Read(form, posted, network: null) is not { } draft)
        {
            return Page(context, form, null);
        }

        var (id, secret) = await keeper.AddAsync(context.User.Me().Account, draft, context.RequestAborted);
        var view = await FindAsync(context, id);
        return Page(context, NetworkForm.Of(view!.Network), view, secret);
    }

    private static async Task<IResult> ShowAsync(string network, HttpContext context) =>
        await FindAsync(context, network) is { } view
            ? Page(context, NetworkForm.Of(view.Network), view)
            : TypedResults.NotFound();

    private static async Task<IResult> ChangeAsync(string network, HttpContext context, NetworkKeeper keeper)
    {
        if (await FindAsync(context, network) is not { } view)
        {
            return TypedResults.NotFound();
        }

        var form = NetworkForm.Of(view.Network);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        if (NetworkForm.Read(form, posted, view.Network) is not { } draft)
        {
            return Page(context, form, view);
        }

        await keeper.ChangeAsync(view.Network, draft, context.RequestAborted);
        return TypedResults.LocalRedirect($"/networks/{network}?saved=1");
    }

    private static async Task<IResult> ChangeSecretAsync(string network, HttpContext context, NetworkKeeper keeper)
    {
        if (await FindAsync(context, network) is not { HasSecret: true } view)
        {
            return TypedResults.NotFound();
        }

        var secret = await keeper.ChangeSecretAsync(view.Network, context.RequestAborted);
        return Page(context, NetworkForm.Of(view.Network), await FindAsync(context, network), secret);
    }

    private static async Task<IResult> EndSecretAsync(string network, HttpContext context, NetworkKeeper keeper)
    {
        if (await FindAsync(context, network) is not { } view)
        {
            return TypedResults.NotFound();
        }

        await keeper.EndOldSecretAsync(view.Network, context.RequestAborted);
        return TypedResults.LocalRedirect($"/networks/{network}");
    }

    private static async Task<IResult> DecodeAgainAsync(
        string network,
        HttpContext context,
        Database database,
        TimeProvider time
    )
    {
        if (await FindAsync(context, network) is null)
        {
            return TypedResults.NotFound();
        }

        await database.WriteAsync(
            async session =>
            {
                await session.DecodeAgainAsync(network, time.GetUtcNow());
                return 0;
            },
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/networks/{network}?again=1");
    }

    private static async Task<IResult> RemoveAsync(string network, HttpContext context, NetworkKeeper keeper)
    {
        if (await FindAsync(context, network) is not { } view)
        {
            return TypedResults.NotFound();
        }

        await keeper.RemoveAsync(view.Network, context.RequestAborted);
        return TypedResults.LocalRedirect("/devices");
    }

    public static Task<NetworkView?> FindAsync(HttpContext context, string network)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return services
            .GetRequiredService<Database>()
            .ReadAsync(session => session.NetworkViewAsync(context.User.Me(), network, now), context.RequestAborted);
    }

    private static RazorComponentResult<NetworkPage> Page(
        HttpContext context,
        TypedForm form,
        NetworkView? view,
        string? secret = null
    )
    {
        if (secret is not null)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        var query = HttpMethods.IsGet(context.Request.Method) ? context.Request.Query : null;
        return new RazorComponentResult<NetworkPage>(
            new
            {
                Form = form,
                View = view,
                Secret = secret,
                Pastes = view is null
                    ? []
                    : Templates.Of(view.Network, LocalAddress.OfSite(context), secret ?? Forgotten),
                IsSaved = query?.ContainsKey("saved") is true,
                IsAgain = query?.ContainsKey("again") is true,
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
