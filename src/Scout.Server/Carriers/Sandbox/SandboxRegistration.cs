using Scout.Server.Due;

namespace Scout.Server.Carriers.Sandbox;

internal static class SandboxRegistration
{
    public static IHostApplicationBuilder AddScoutSandbox(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<SandboxPhones>();
        services.AddSingleton<SandboxTelephone>();
        services.AddSingleton<ICarrier, SandboxCarrier>();
        services.AddSingleton<IDueWork, SandboxWork>();
        return builder;
    }
}
