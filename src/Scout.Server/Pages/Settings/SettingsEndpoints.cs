using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Settings;

/// <summary>The settings page, and the two choices that stand in every page's menu.</summary>
internal static class SettingsEndpoints
{
    public static IEndpointRouteBuilder MapSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/settings").ExcludeFromDescription();
        settings.MapGet("", (Delegate)ShowAsync).RequireAuthorization(Policies.SignedIn);
        settings.MapPost("", SaveAsync).RequireAuthorization(Policies.SignedIn).AddEndpointFilter<FormGuard>();
        settings.MapPost("/theme", KeepThemeAsync).AddEndpointFilter<FormGuard>();
        settings
            .MapPost("/language", KeepLanguageAsync)
            .RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static Task<RazorComponentResult> ShowAsync(
        HttpContext context,
        InstanceFacts facts,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => PageAsync(context, SettingsForm.Of(context.User.Me()), facts, time, cancellationToken);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> SaveAsync(
        HttpContext context,
        InstanceFacts facts,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var typed = SettingsForm.Read(await context.Request.ReadFormAsync(cancellationToken));
        if (!typed.IsFine)
        {
            return await PageAsync(context, typed, facts, time, cancellationToken);
        }

        var account = context.User.Viewer().Account;
        await database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "update accounts set language = @language, unit = @unit, zone = @zone where id = @account",
                    new
                    {
                        language = typed[SettingsForm.Language],
                        unit = FieldChoices.ReadUnit(typed[SettingsForm.Unit]).ToString(),
                        zone = typed[SettingsForm.Zone],
                        account,
                    }
                ),
            cancellationToken
        );
        return TypedResults.LocalRedirect("/settings?saved=1");
    }

    private static async Task<RazorComponentResult> PageAsync(
        HttpContext context,
        TypedForm typed,
        InstanceFacts facts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var me = context.User.Me();
        var page = new
        {
            Typed = typed,
            Clock = Clock.In(me.Zone, time.GetUtcNow()),
            Saved = context.Request.Query.ContainsKey("saved"),
            Instance = me.RunsInstance ? facts.List() : [],
            Carriers = me.RunsInstance ? await facts.CarriersAsync(cancellationToken) : [],
        };
        return new RazorComponentResult<SettingsPage>(page)
        {
            StatusCode = typed.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static async Task<RedirectHttpResult> KeepThemeAsync(
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        Theme.Keep(context, form["theme"]);
        return Here.Back(form["back"]);
    }

    private static async Task<RedirectHttpResult> KeepLanguageAsync(
        HttpContext context,
        Database database,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var language = form["language"].ToString();
        if (Say.Languages.Contains(language, StringComparer.Ordinal))
        {
            var account = context.User.Viewer().Account;
            await database.WriteAsync(
                session =>
                    session.ExecuteAsync(
                        "update accounts set language = @language where id = @account",
                        new { language, account }
                    ),
                cancellationToken
            );
        }

        return Here.Back(form["back"]);
    }
}
