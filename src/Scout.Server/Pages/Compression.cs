using Microsoft.AspNetCore.ResponseCompression;

namespace Scout.Server.Pages;

/// <summary>Smaller answers for phones far from a mast. Files are compressed when the program is published.</summary>
internal static class Compression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            // Secrets on a page could be guessed from its length by whoever makes a browser ask for it again and
            // again with other words inside. Here they cannot: cookies are SameSite, and form tokens are new each time.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["text/html", "text/csv", "application/json", "application/problem+json"];
        });

    public static IApplicationBuilder UsePageCompression(this IApplicationBuilder app)
    {
        app.UseResponseCompression();
        var files = app.ApplicationServices.GetRequiredService<WebFiles>();
        return app.Use((context, next) => files.KeepAsync(context, _ => next(context)));
    }
}
