using Microsoft.Extensions.DependencyInjection.Extensions;
using Scout.Server.Due;
using Scout.Server.Replies;

namespace Scout.Server.Carriers.Sandbox;

internal static class SandboxRegistration
{
    public static IHostApplicationBuilder AddScoutSandbox(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<InboundTexts>();
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<SandboxPhones>();
        services.AddSingleton<SandboxTelephone>();
        services.AddSingleton<ICarrier, SandboxCarrier>();
        services.AddSingleton<IDueWork, SandboxWork>();
        return builder;
    }
}
