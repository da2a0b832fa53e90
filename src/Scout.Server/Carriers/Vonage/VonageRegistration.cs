using Microsoft.Extensions.Options;

namespace Scout.Server.Carriers.Vonage;

internal static class VonageRegistration
{
    /// <summary>Without a word about Vonage in the settings there is no such carrier and no such address.</summary>
    public static IHostApplicationBuilder AddScoutVonage(this IHostApplicationBuilder builder)
    {
        if (!IsConfigured(builder.Configuration))
        {
            return builder;
        }

        var services = builder.Services;
        services.AddSingleton<IValidateOptions<VonageOptions>, VonageOptionsValidator>();
        services.AddOptions<VonageOptions>().BindConfiguration(VonageOptions.Section).ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<VonageOptions>>().Value);
        services.AddSingleton(provider => Callbacks(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<VonageOptions>();
            var key = VonageKey.Read(options.PrivateKey);
            return new VonageToken(key, options.ApplicationId.Trim(), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<VonageHttp>();
        services.AddSingleton<ICarrier, VonageClient>();
        services.AddSingleton<VonageSignature>();
        services.AddSingleton<VonageDoor>();
        services.AddSingleton<VonageKeys>();
        return builder;
    }

    public static IEndpointRouteBuilder MapVonage(this IEndpointRouteBuilder routes)
    {
        if (!IsConfigured(routes.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            return routes;
        }

        var webhooks = routes.MapGroup("/webhooks").AllowAnonymous().DisableAntiforgery();
        webhooks.MapPost("/vonage/{token}/event", VonageWebhooks.EventAsync);
        webhooks.MapPost("/vonage/{token}/status", VonageWebhooks.StatusAsync);
        webhooks.MapPost("/vonage/{token}/input", VonageWebhooks.InputAsync);
        string[] both = [HttpMethods.Get, HttpMethods.Post];
        webhooks.MapMethods("/events", both, VonageWebhooks.ApplicationEventAsync);
        webhooks.MapMethods("/inbound-messages", both, VonageWebhooks.InboundTextAsync);
        return routes;
    }

    // Read as text: a value that does not fit its type is told later, with all else that is wrong.
    internal static bool IsConfigured(IConfiguration configuration) =>
        VonageOptions.Names.Any(name => !string.IsNullOrWhiteSpace(configuration[$"{VonageOptions.Section}:{name}"]));

    private static VonageCallbacks Callbacks(IConfiguration configuration) =>
        new(Uri.TryCreate(configuration["Scout:SiteUrl"], UriKind.Absolute, out var site) ? site : null);
}
