using Microsoft.Extensions.Options;
using Scout.Server.Hosting.Health;

namespace Scout.Server.Accounts.OpenId;

internal static class OpenIdRegistration
{
    public static IHostApplicationBuilder AddScoutOpenId(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<GoogleOptions>, GoogleOptionsValidator>();
        services.AddOptions<GoogleOptions>().BindConfiguration(GoogleOptions.Section).ValidateOnStart();
        services
            .AddHttpClient(
                Issuer.HttpName,
                client =>
                {
                    client.Timeout = TimeSpan.FromSeconds(10);
                    client.MaxResponseContentBufferSize = 1024 * 1024;
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<IHealthLook, GoogleLook>();
        services.AddSingleton<Issuer>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<TripCookie>();
        services.AddSingleton<GoogleEndpoints>();
        return builder;
    }

    public static IEndpointRouteBuilder MapOpenId(this IEndpointRouteBuilder routes)
    {
        var google = routes.MapGroup("/login/google").ExcludeFromDescription().RequireRateLimiting(Door.RateLimit);
        google.MapGet(
            "",
            (HttpContext context, GoogleEndpoints endpoints, CancellationToken cancellationToken) =>
                endpoints.GoAsync(context, cancellationToken)
        );
        google.MapGet(
            "/callback",
            (HttpContext context, GoogleEndpoints endpoints, CancellationToken cancellationToken) =>
                endpoints.ReturnAsync(context, cancellationToken)
        );
        return routes;
    }
}
