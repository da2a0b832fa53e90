using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Pages.Forms;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Profile;

/// <summary>The form of a watch: the profile is the account's first; the original posted its form to the front page.</summary>
internal static class ProfileEndpoints
{
    public static IEndpointRouteBuilder MapProfile(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapForms("/");
        forms.MapGet("/profile", (Delegate)ShowFirstAsync);
        forms.MapPost("/profile", (Delegate)PostFirstAsync);
        forms.MapPost("/", (Delegate)PostOriginalAsync);
        forms.MapGet("/watches/new", (Delegate)ShowNewAsync);
        forms.MapPost("/watches/new", (Delegate)PostNewAsync);
        forms.MapGet("/watches/{id}/settings", ShowOneAsync);
        forms.MapPost("/watches/{id}/settings", PostOneAsync);
        forms.MapGet("/watches/{id}/remove", WatchRemoval.AskAsync);
        forms.MapPost("/watches/{id}/remove", WatchRemoval.RemoveAsync);
        return routes;
    }

    private static async Task<IResult> ShowFirstAsync(HttpContext context) =>
        await ShowAsync(context, await FirstAsync(context), "/profile");

    private static async Task<IResult> PostFirstAsync(HttpContext context) =>
        await PostAsync(context, await FirstAsync(context), "/profile");

    private static async Task<IResult> PostOriginalAsync(HttpContext context) =>
        await PostAsync(context, await FirstAsync(context), "/profile", isOriginal: true);

    private static Task<IResult> ShowNewAsync(HttpContext context) => ShowAsync(context, watch: null, "/watches/new");

    private static Task<IResult> PostNewAsync(HttpContext context) => PostAsync(context, watch: null, "/watches/new");

    private static async Task<IResult> ShowOneAsync(string id, HttpContext context) =>
        await MayAsync(context, id, Grant.Change)
            ? await ShowAsync(context, id, $"/watches/{id}/settings")
            : TypedResults.NotFound();

    private static async Task<IResult> PostOneAsync(string id, HttpContext context) =>
        await MayAsync(context, id, Grant.Change)
            ? await PostAsync(context, id, $"/watches/{id}/settings")
            : TypedResults.NotFound();

    public static Task<bool> MayAsync(HttpContext context, string watch, Grant grant) =>
        context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(
                async session => await session.GrantAsync(context.User.Viewer(), watch) >= grant,
                context.RequestAborted
            );

    public static Task<WatchSheet?> SheetAsync(HttpContext context, string watch)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(session => session.FindSheetAsync(watch, now), context.RequestAborted);
    }

    private static Task<string?> FirstAsync(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(session => session.FirstWatchAsync(context.User.Viewer().Account), context.RequestAborted);

    private static async Task<IResult> ShowAsync(HttpContext context, string? watch, string path)
    {
        if (await FormAsync(context, watch) is not ({ } reader, { } filled, var sheet))
        {
            return TypedResults.NotFound();
        }

        return await PageAsync(context, new Filled(path, reader, filled, sheet));
    }

    private static async Task<IResult> PostAsync(
        HttpContext context,
        string? watch,
        string path,
        bool isOriginal = false
    )
    {
        if (await FormAsync(context, watch) is not ({ } reader, { } before, var sheet))
        {
            return TypedResults.NotFound();
        }

        var (_, form, _) = (await FormAsync(context, watch))!.Value;
        if (isOriginal)
        {
            form.SetAll(WatchForm.Extra, []); // a form without extra contacts posted none of them
            form.SetAll(WatchForm.ExtraName, []);
        }

        form.Take(await context.Request.ReadFormAsync(context.RequestAborted));
        var filled = new Filled(path, reader, form, sheet);
        if (form["act"] == "test")
        {
            return await SourceTrial.RunAsync(context, filled, before);
        }

        if (reader.Read(form, before, Start(context)) is not { } draft)
        {
            return await PageAsync(context, filled);
        }

        var keeper = context.RequestServices.GetRequiredService<WatchKeeper>();
        var viewer = context.User.Viewer();
        if (watch is null)
        {
            watch = await keeper.AddAsync(viewer, draft, context.RequestAborted);
            path = path == "/profile" ? path : $"/watches/{watch}/settings";
        }
        else if (!await keeper.ChangeAsync(viewer, watch, draft, context.RequestAborted))
        {
            return TypedResults.NotFound();
        }

        return TypedResults.LocalRedirect(path + "?saved=1");
    }

    /// <param name="trial">What a test of the site found.</param>
    public static async Task<RazorComponentResult> PageAsync(
        HttpContext context,
        Filled filled,
        TrialResult? trial = null
    )
    {
        var me = context.User.Me();
        var others = await context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(
                session =>
                    session.QueryAsync<Contacts.WatchChoice>(
                        """
                        select id, name from watches
                        where account_id = @Account and removed_at is null and kind = 'nightscout'
                        order by created_at, id
                        """,
                        me
                    ),
                context.RequestAborted
            );
        var sheet = filled.Sheet;
        return new RazorComponentResult<ProfilePage>(
            new
            {
                Form = filled.Form,
                View = new WatchFormView(
                    filled.Path,
                    sheet?.Id,
                    sheet?.Name,
                    sheet is { HasCredential: true },
                    sheet is { IsDeclared: true },
                    [.. filled.Reader.FixedFields()],
                    sheet?.Members ?? [],
                    others
                ),
                Trial = trial,
                IsSaved = context.Request.Query.ContainsKey("saved") && HttpMethods.IsGet(context.Request.Method),
            }
        )
        {
            StatusCode = filled.Form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static async Task<(WatchForm Reader, TypedForm Form, WatchSheet? Sheet)?> FormAsync(
        HttpContext context,
        string? watch
    )
    {
        var sheet = watch is null ? null : await SheetAsync(context, watch);
        if (watch is not null && sheet is null)
        {
            return null;
        }

        var services = context.RequestServices;
        var reader = new WatchForm(
            sheet,
            services.GetRequiredService<NumberRules>(),
            services.GetRequiredService<DeclaredSays>(),
            services.GetRequiredService<IOptions<NightscoutOptions>>().Value.AllowPrivateUrls
        );
        return (reader, reader.Fill(context.User.Me(), Start(context)), sheet);
    }

    /// <summary>The limits and times of a new watch: the instance's, in the account's unit.</summary>
    private static WatchSettings Start(HttpContext context)
    {
        var escalation = context.RequestServices.GetRequiredService<IOptions<EscalationOptions>>().Value;
        return Profiles.Glucose(
            context.User.Me().Unit,
            TimeSpan.FromMinutes(escalation.FailedPing),
            new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.WaitAfterCall) }
        );
    }
}

/// <summary>A form on its way through a request.</summary>
/// <param name="Path">Where it is shown and posted to.</param>
/// <param name="Sheet">Null: a new watch.</param>
internal sealed record Filled(string Path, WatchForm Reader, TypedForm Form, WatchSheet? Sheet);

/// <summary>What the page shows beside the fields.</summary>
/// <param name="Watch">Null: a new one.</param>
/// <param name="Fixed">Fields that settings say.</param>
/// <param name="People">In their order, the person first.</param>
/// <param name="Others">All watches of the account.</param>
public sealed record WatchFormView(
    string Path,
    string? Watch,
    string? Name,
    bool HasCredential,
    bool IsDeclared,
    IReadOnlyList<string> Fixed,
    IReadOnlyList<ContactCard> People,
    IReadOnlyList<Contacts.WatchChoice> Others
)
{
    public bool IsFixed(string field) => Fixed.Contains(field, StringComparer.Ordinal);
}
