using Scout.Server.Accounts;

namespace Scout.Server.Hosting.Metrics;

internal static class MetricsRegistration
{
    public static IHostApplicationBuilder AddScoutMetrics(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MetricsBook>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MetricsBook>());
        return builder;
    }

    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/metrics", (MetricsBook book) => TypedResults.Text(book.Print(), PrometheusText.ContentType))
            .RequireAuthorization(Policies.Owner)
            .ExcludeFromDescription();
        return routes;
    }
}
