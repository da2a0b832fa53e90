using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Hosting.Health;
using Scout.Server.Sources.Tandem.Triggers;

namespace Scout.Server.Sources.Tandem;

internal static class TandemRegistration
{
    public const string Kind = "tandem";

    public static IHostApplicationBuilder AddScoutTandem(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<TandemOptions>, TandemOptionsValidator>();
        services
            .AddOptions<TandemOptions>()
            .BindConfiguration(TandemOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.MachineZone = configuration["TZ"])
            .ValidateOnStart();
        services.AddSingleton<TandemMap>();
        services.AddSingleton<TandemWire>();
        services.AddSingleton<TandemTrust>();
        services.AddSingleton<TandemLogin>();
        services.AddSingleton<ITandemPasses, TandemPasses>();
        services.AddSingleton<TandemApi>();
        services.AddSingleton<PumpSites>();
        services.AddSingleton<PumpMarks>();
        services.AddSingleton<PumpOutbox>();
        services.AddSingleton<PumpClashes>();
        services.AddSingleton<PumpLookups>();
        services.AddSingleton<PumpProfile>();
        services.AddSingleton<PumpSync>();
        services.AddSingleton<PumpNews>();
        services.AddSingleton<PumpDesk>();
        services.AddSingleton<RegionTrial>();
        services.AddSingleton<DeclaredPumpKeeper>();
        services.AddSingleton<PumpKeeper>();
        services.AddSingleton<CheckOfTandem>();
        services.AddSingleton<CheckOfNightscout>();
        services.AddSingleton<LoginCheck>();
        services.AddSingleton<PumpCheck>();
        services.AddSingleton<IHealthLook, PumpLook>();
        services.AddSingleton<IDueWork, PumpWork>();
        return builder;
    }

    public static IEndpointRouteBuilder MapTandem(this IEndpointRouteBuilder routes) => routes.MapTriggers();
}
