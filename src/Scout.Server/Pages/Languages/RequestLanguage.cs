using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using Scout.Server.Hosting;

namespace Scout.Server.Pages.Languages;

/// <summary>Which language a request is answered in: the account's, else the browser's, else the instance's.</summary>
internal static class RequestLanguage
{
    /// <summary>The claim in which a signed-in account brings its language.</summary>
    public const string Claim = "language";

    /// <summary>After the authentication: it knows the account.</summary>
    public static IApplicationBuilder UseRequestLanguage(this IApplicationBuilder app)
    {
        var instance = app.ApplicationServices.GetRequiredService<IOptions<ScoutOptions>>().Value.Language;
        var fallback = Say.Languages.Contains(instance, StringComparer.Ordinal) ? instance : Say.English;
        var cultures = Say.Languages.Select(CultureInfo.GetCultureInfo).ToList();
        return app.UseRequestLocalization(
            new RequestLocalizationOptions
            {
                // Only words follow the language. Numbers and times have writers of their own.
                DefaultRequestCulture = new RequestCulture(
                    CultureInfo.InvariantCulture,
                    CultureInfo.GetCultureInfo(fallback)
                ),
                SupportedCultures = [CultureInfo.InvariantCulture],
                SupportedUICultures = cultures,
                RequestCultureProviders =
                [
                    new CustomRequestCultureProvider(OfAccountAsync),
                    new CustomRequestCultureProvider(OfBrowserAsync),
                ],
            }
        );
    }

    private static Task<ProviderCultureResult?> OfAccountAsync(HttpContext context) =>
        Task.FromResult(Result(context.User.FindFirst(Claim)?.Value));

    // By the language alone: there is one Spanish for es-CO and es-ES.
    private static Task<ProviderCultureResult?> OfBrowserAsync(HttpContext context) =>
        Task.FromResult(
            context
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(asked => asked.Quality ?? 1)
                .Select(asked => Result(asked.Value.ToString()))
                .FirstOrDefault(result => result is not null)
        );

    private static ProviderCultureResult? Result(string? tag)
    {
        var language = tag?.Split('-')[0].ToLowerInvariant();
        return Say.Languages.Contains(language, StringComparer.Ordinal) ? new ProviderCultureResult(language) : null;
    }
}
