using Scout.Server.Due;

namespace Scout.Server.Hosting.Health;

internal static class HealthRegistration
{
    public static IHostApplicationBuilder AddScoutHealth(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StartedAt>();
        services.AddSingleton<Looks>();
        services.AddSingleton<Checkup>();
        services.AddSingleton<IHealthLook, WatchLook>();
        services.AddSingleton<IHealthLook, PeopleLook>();
        services.AddSingleton<IHealthLook, CarrierLook>();
        services.AddSingleton<IHealthLook, ClockworkLook>();
        services.AddSingleton<IHealthLook, DatabaseLook>();
        services.AddSingleton<IHealthLook, ClockLook>();
        services.AddSingleton<IHealthLook, HeartbeatLook>();
        services.AddSingleton<IHealthLook, TestCallLook>();
        services.AddSingleton<IDueWork, CheckupWork>();
        services.AddHttpClient(Heartbeat.HttpName, client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<Heartbeat>();
        services.AddSingleton<IDueWork>(provider => provider.GetRequiredService<Heartbeat>());
        services.AddHostedService(provider => provider.GetRequiredService<Heartbeat>());
        return builder;
    }
}
