using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Hosting;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Profile;
using Scout.Server.Pages.Shown;
using Scout.Server.Sources.Bugsnag;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Projects;

/// <summary>Adding a project, changing it, and looking at what came. Another account's projects are not found.</summary>
internal static class ProjectEndpoints
{
    public static IEndpointRouteBuilder MapProjects(this IEndpointRouteBuilder routes)
    {
        var projects = routes.MapForms("/projects");
        projects.MapGet(
            "/new",
            IResult (HttpContext context) =>
                Page(context, ProjectForm.Of(sheet: null, $"{context.Request.Query["kind"]}"), sheet: null)
        );
        projects.MapPost("/new", AddAsync);
        projects.MapGet("/{id}", ShowAsync);
        projects.MapPost("/{id}", ChangeAsync);
        projects.MapPost("/{id}/secret", ChangeSecretAsync);
        projects.MapPost("/{id}/secret/end", EndSecretAsync);
        projects.MapPost("/{id}/token", SetTokenAsync);
        projects.MapPost("/{id}/token/remove", DropTokenAsync);
        projects.MapPost("/{id}/remove", RemoveAsync);
        projects.MapGet("/{id}/deliveries/{delivery}", ShowDeliveryAsync);
        return routes;
    }

    private static async Task<IResult> AddAsync(HttpContext context, ProjectKeeper keeper, NumberRules numbers)
    {
        var form = ProjectForm.Of(sheet: null);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        if (ProjectForm.Read(form, posted, numbers, sheet: null) is not { } draft)
        {
            return Page(context, form, sheet: null);
        }

        var me = context.User.Me();
        var (watch, secret) = await keeper.AddAsync(context.User.Viewer(), me, draft, context.RequestAborted);
        var sheet = await SheetAsync(context, watch);
        return Page(context, ProjectForm.Of(sheet), sheet, AddressOf(context, draft.Kind, secret));
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context) =>
        await FindAsync(context, id, Grant.Change) is { } sheet
            ? Page(context, ProjectForm.Of(sheet), sheet)
            : TypedResults.NotFound();

    private static async Task<IResult> ChangeAsync(
        string id,
        HttpContext context,
        ProjectKeeper keeper,
        NumberRules numbers
    )
    {
        if (await FindAsync(context, id, Grant.Change) is not { } sheet)
        {
            return TypedResults.NotFound();
        }

        var form = ProjectForm.Of(sheet);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        if (ProjectForm.Read(form, posted, numbers, sheet) is not { } draft)
        {
            return Page(context, form, sheet);
        }

        await keeper.ChangeAsync(sheet, context.User.Viewer(), context.User.Me(), draft, context.RequestAborted);
        return TypedResults.LocalRedirect($"/projects/{id}?saved=1");
    }

    private static async Task<IResult> ChangeSecretAsync(string id, HttpContext context, ProjectKeeper keeper)
    {
        if (await FindAsync(context, id, Grant.Own) is not { IsDeclared: false })
        {
            return TypedResults.NotFound();
        }

        var secret = await keeper.ChangeSecretAsync(id, context.RequestAborted);
        var sheet = await SheetAsync(context, id);
        return Page(context, ProjectForm.Of(sheet), sheet, AddressOf(context, sheet!.Kind, secret));
    }

    private static Task<IResult> EndSecretAsync(string id, HttpContext context, ProjectKeeper keeper) =>
        FindAsync(context, id, Grant.Own)
            .ThenAsync(async _ =>
            {
                await keeper.EndOldSecretAsync(id, context.RequestAborted);
                return $"/projects/{id}";
            });

    private static async Task<IResult> SetTokenAsync(string id, HttpContext context, ProjectKeeper keeper)
    {
        if (await FindAsync(context, id, Grant.Own) is not { IsDeclared: false, TakesToken: true } sheet)
        {
            return TypedResults.NotFound();
        }

        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var form = ProjectForm.Of(sheet);
        if (ProjectForm.ReadToken(form, posted) is not { } token)
        {
            return Page(context, form, sheet);
        }

        if (await keeper.SetTokenAsync(id, token, context.RequestAborted) is { } refusal)
        {
            form.Refuse(ProjectForm.Token, refusal);
            return Page(context, form, sheet);
        }

        return TypedResults.LocalRedirect($"/projects/{id}?saved=1");
    }

    private static Task<IResult> DropTokenAsync(string id, HttpContext context, ProjectKeeper keeper) =>
        FindOwnAsync(context, id, sheet => sheet.TakesToken)
            .ThenAsync(async _ =>
            {
                await keeper.DropTokenAsync(id, context.RequestAborted);
                return $"/projects/{id}?saved=1";
            });

    private static Task<IResult> RemoveAsync(string id, HttpContext context, WatchKeeper keeper) =>
        FindOwnAsync(context, id, _ => true)
            .ThenAsync(async _ =>
            {
                await keeper.RemoveAsync(id, withHistory: true, context.RequestAborted);
                return "/";
            });

    private static async Task<IResult> ShowDeliveryAsync(
        string id,
        string delivery,
        HttpContext context,
        ProjectQueries queries,
        TimeProvider time
    )
    {
        if (
            !long.TryParse(delivery, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await FindAsync(context, id, Grant.Change) is null
            || await queries.FindDeliveryAsync(id, number, context.RequestAborted) is not var (found, body)
        )
        {
            return TypedResults.NotFound();
        }

        // Kept out of caches and histories of shared machines: it may hold data of users.
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<DeliveryPage>(
            new
            {
                Watch = id,
                Delivery = found,
                Body = Readable(body),
                Clock = Clock.In(context.User.Me().Zone, time.GetUtcNow()),
            }
        );
    }

    /// <summary>Letters as they are; what cannot be shown, and what turns the direction of reading, replaced.</summary>
    private static string Readable(byte[] body)
    {
        var text = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(body).EnumerateRunes())
        {
            var isShown =
                rune.Value is '\n' or '\t'
                || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);
            text.Append(isShown ? rune.ToString() : Rune.ReplacementChar.ToString());
        }

        return text.ToString();
    }

    private static async Task<ProjectSheet?> FindAsync(HttpContext context, string id, Grant grant) =>
        await ProfileEndpoints.MayAsync(context, id, grant) ? await SheetAsync(context, id) : null;

    /// <summary>One that a page may change: it does not stand in settings.</summary>
    private static async Task<ProjectSheet?> FindOwnAsync(
        HttpContext context,
        string id,
        Func<ProjectSheet, bool> fits
    ) => await FindAsync(context, id, Grant.Own) is { IsDeclared: false } sheet && fits(sheet) ? sheet : null;

    private static Task<ProjectSheet?> SheetAsync(HttpContext context, string id)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(session => session.FindProjectAsync(id, now), context.RequestAborted);
    }

    private static string AddressOf(HttpContext context, string kind, string secret) =>
        $"{LocalAddress.OfSite(context)}{ProducerText.PathOf(kind)}/{secret}";

    private static RazorComponentResult<ProjectSettingsPage> Page(
        HttpContext context,
        TypedForm form,
        ProjectSheet? sheet,
        string? address = null
    )
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (address is not null)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        return new RazorComponentResult<ProjectSettingsPage>(
            new
            {
                Form = form,
                Sheet = sheet,
                Address = address,
                IsSaved = context.Request.Query.ContainsKey("saved") && HttpMethods.IsGet(context.Request.Method),
                Clock = Clock.In(context.User.Me().Zone, now),
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
