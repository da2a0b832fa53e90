using Microsoft.Extensions.Options;

namespace Scout.Server.Carriers.Twilio;

internal static class TwilioRegistration
{
    /// <summary>Without a word about Twilio in the settings there is no such carrier and no such address.</summary>
    public static IHostApplicationBuilder AddScoutTwilio(this IHostApplicationBuilder builder)
    {
        if (!IsConfigured(builder.Configuration))
        {
            return builder;
        }

        var services = builder.Services;
        services.AddSingleton<IValidateOptions<TwilioOptions>, TwilioOptionsValidator>();
        services.AddOptions<TwilioOptions>().BindConfiguration(TwilioOptions.Section).ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TwilioOptions>>().Value);
        services.AddSingleton(provider => Callbacks(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<TwilioHttp>();
        services.AddSingleton<TwilioClient>();
        services.AddSingleton<ICarrier>(provider => provider.GetRequiredService<TwilioClient>());
        services.AddSingleton<TwilioDoor>();
        services.AddSingleton<TwilioKeys>();
        return builder;
    }

    public static IEndpointRouteBuilder MapTwilio(this IEndpointRouteBuilder routes)
    {
        if (!IsConfigured(routes.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            return routes;
        }

        var webhooks = routes.MapGroup("/webhooks/twilio/{token}").AllowAnonymous().DisableAntiforgery();
        webhooks.MapPost("/call", TwilioWebhooks.CallAsync);
        webhooks.MapPost("/machine", TwilioWebhooks.CallAsync);
        webhooks.MapPost("/text", TwilioWebhooks.TextAsync);
        webhooks.MapPost("/key", TwilioWebhooks.KeyAsync);
        routes
            .MapMethods("/sms", [HttpMethods.Get, HttpMethods.Post], TwilioWebhooks.InboundTextAsync)
            .AllowAnonymous()
            .DisableAntiforgery();
        return routes;
    }

    // Read as text: a value that does not fit its type is told later, with all else that is wrong.
    internal static bool IsConfigured(IConfiguration configuration) =>
        TwilioOptions.Names.Any(name => !string.IsNullOrWhiteSpace(configuration[$"{TwilioOptions.Section}:{name}"]));

    private static TwilioCallbacks Callbacks(IConfiguration configuration) =>
        new(Uri.TryCreate(configuration["Scout:SiteUrl"], UriKind.Absolute, out var site) ? site : null);
}
