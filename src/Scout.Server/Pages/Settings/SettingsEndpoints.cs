using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Settings;

/// <summary>The settings page, and the two choices that stand in every page's menu.</summary>
internal static class SettingsEndpoints
{
    public static IEndpointRouteBuilder MapSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/settings").ExcludeFromDescription();
        settings.MapPost("/theme", KeepThemeAsync).AddEndpointFilter<FormGuard>();
        settings
            .MapPost("/language", KeepLanguageAsync)
            .RequireAuthorization(Policies.SignedIn)
            .AddEndpointFilter<FormGuard>();
        return routes;
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
