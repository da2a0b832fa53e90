using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Scout.Server.Carriers.Gateway;

internal static class GatewayRegistration
{
    private static readonly string[] Both = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>As many carriers as there are gateways in the settings; without any there is no such address.</summary>
    public static IHostApplicationBuilder AddScoutGateways(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<GatewayListOptions>, GatewayValidator>();
        services.AddOptions<GatewayListOptions>().BindConfiguration(GatewayListOptions.Section).ValidateOnStart();
        services.AddSingleton<GatewayDoor>();
        for (var number = 0; number < NamesIn(builder.Configuration).Length; number++)
        {
            var index = number;
            services.AddSingleton<ICarrier>(provider => new GatewayClient(
                provider.GetRequiredService<IOptions<GatewayListOptions>>().Value.Gateways[index],
                Site(provider.GetRequiredService<IConfiguration>()),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<GatewayClient>>()
            ));
        }

        return builder;
    }

    public static IEndpointRouteBuilder MapGateways(this IEndpointRouteBuilder routes)
    {
        if (NamesIn(routes.ServiceProvider.GetRequiredService<IConfiguration>()).IsEmpty)
        {
            return routes;
        }

        var webhooks = routes.MapGroup("/webhooks/gateway/{gateway}").AllowAnonymous().DisableAntiforgery();
        webhooks.MapMethods("/status", Both, GatewayWebhooks.StatusAsync);
        webhooks.MapMethods("/text", Both, GatewayWebhooks.TextAsync);
        return routes;
    }

    /// <summary>What orders of carriers may name. Read as text: what is wrong is told later, with all else.</summary>
    public static ImmutableArray<string> NamesIn(IConfiguration configuration) =>
        [
            .. configuration
                .GetSection($"{GatewayListOptions.Section}:{nameof(GatewayListOptions.Gateways)}")
                .GetChildren()
                .Select(gateway => gateway[nameof(GatewayOptions.Name)] ?? new GatewayOptions().Name),
        ];

    public static Uri? Site(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Scout:SiteUrl"], UriKind.Absolute, out var site) ? site : null;
}
