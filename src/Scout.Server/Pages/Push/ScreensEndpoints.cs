using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Hosting;
using Scout.Server.Pages.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Push;
using Scout.Server.Push.Browser;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Push;

/// <summary>The screens of a contact: what is there, what is added, a test. Another account's contacts are not found.</summary>
internal static class ScreensEndpoints
{
    public static IEndpointRouteBuilder MapScreens(this IEndpointRouteBuilder routes)
    {
        var screens = routes.MapForms("/contacts/{id}/screens");
        screens.MapGet("", ShowAsync);
        screens.MapPost("/ntfy", AddNtfyAsync);
        screens.MapPost("/pushover", AddPushoverAsync);
        screens.MapPost("/browser", AddBrowserAsync);
        screens.MapPost("/test", TestAsync);
        screens.MapPost("/{screen}/remove", RemoveAsync);
        screens.MapPost("/{screen}/values", ValuesAsync);
        return routes;
    }

    private static Task<IResult> ShowAsync(string id, HttpContext context, IOptions<PushOptions> options) =>
        PageAsync(context, id, Fresh(options.Value));

    private static Task<IResult> AddNtfyAsync(string id, HttpContext context, IOptions<ScoutOptions> scout) =>
        AddAsync(context, id, form => ScreenForm.ReadNtfy(form, scout.Value.AllowPrivateUrls));

    private static Task<IResult> AddPushoverAsync(string id, HttpContext context, IOptions<PushOptions> options) =>
        AddAsync(context, id, form => ScreenForm.ReadPushover(form, options.Value.PushoverToken.Length > 0));

    private static Task<IResult> AddBrowserAsync(string id, HttpContext context, IOptions<ScoutOptions> scout) =>
        AddAsync(context, id, form => ScreenForm.ReadBrowser(form, scout.Value.AllowPrivateUrls));

    private static async Task<IResult> AddAsync(HttpContext context, string id, Func<TypedForm, ScreenTarget?> read)
    {
        var services = context.RequestServices;
        var form = Fresh(services.GetRequiredService<IOptions<PushOptions>>().Value)
            .Take(await context.Request.ReadFormAsync(context.RequestAborted));
        if (await ContactsEndpoints.FindAsync(context, id) is not { } card)
        {
            return TypedResults.NotFound();
        }

        if (read(form) is { } target)
        {
            var name = ScreenForm.NameOf(target, DeviceName.Of(context.Request.Headers.UserAgent.ToString()));
            var hides = form["hide"].Length > 0;
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var store = services.GetRequiredService<ScreenStore>();
            var isAdded = await services
                .GetRequiredService<Database>()
                .WriteAsync(
                    session => store.AddAsync(session, card.Id, name, target, hides, now),
                    context.RequestAborted
                );
            if (isAdded)
            {
                return Back(card.Id);
            }

            form.Refuse("browser", Say.It("{0} screens are the most. Remove one first.", ScreenStore.Most));
        }

        return await PageAsync(context, id, form);
    }

    private static async Task<IResult> TestAsync(
        string id,
        HttpContext context,
        ScreenTrials trials,
        IOptions<PushOptions> options,
        CancellationToken cancellationToken
    ) =>
        await trials.OrderAsync(context.User.Viewer().Account, id, cancellationToken) switch
        {
            Asked.NotFound => TypedResults.NotFound(),
            Asked.Ordered => Back(id),
            var asked => await PageAsync(context, id, Fresh(options.Value), ContactText.Of(asked)),
        };

    private static Task<IResult> RemoveAsync(string id, string screen, HttpContext context) =>
        ChangeAsync(context, id, session => session.RemoveScreenAsync(id, screen));

    private static async Task<IResult> ValuesAsync(string id, string screen, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return await ChangeAsync(context, id, session => session.HideValuesAsync(id, screen, form["hide"] == "1"));
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, string id, Func<Session, Task<bool>> change) =>
        await ContactsEndpoints.FindAsync(context, id) is not null
        && await context.RequestServices.GetRequiredService<Database>().WriteAsync(change, context.RequestAborted)
            ? Back(id)
            : TypedResults.NotFound();

    private static async Task<IResult> PageAsync(HttpContext context, string id, TypedForm form, string? notice = null)
    {
        var services = context.RequestServices;
        if (await ContactsEndpoints.FindAsync(context, id) is not { } card)
        {
            return TypedResults.NotFound();
        }

        var screens = await services
            .GetRequiredService<Database>()
            .ReadAsync(session => session.ScreensAsync(id), context.RequestAborted);
        return new RazorComponentResult<ScreensPage>(
            new
            {
                Card = card,
                Form = form,
                Screens = (IReadOnlyList<ScreenCard>)screens,
                Clock = Clock.In(context.User.Me().Zone, services.GetRequiredService<TimeProvider>().GetUtcNow()),
                Key = await services.GetRequiredService<VapidKey>().PublicAsync(context.RequestAborted),
                HasPushover = services.GetRequiredService<IOptions<PushOptions>>().Value.PushoverToken.Length > 0,
                Notice = notice,
            }
        )
        {
            StatusCode =
                form.IsFine && notice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static TypedForm Fresh(PushOptions options) =>
        new() { ["server"] = options.NtfyUrl.GetLeftPart(UriPartial.Path).TrimEnd('/') };

    private static RedirectHttpResult Back(string id) => TypedResults.LocalRedirect($"/contacts/{id}/screens");
}
