using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Nightscout;

internal static class NightscoutRegistration
{
    public static IHostApplicationBuilder AddScoutNightscout(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<NightscoutOptions>, NightscoutOptionsValidator>();
        services
            .AddOptions<NightscoutOptions>()
            .BindConfiguration(NightscoutOptions.Section)
            .Configure<IConfiguration>(
                (options, configuration) =>
                    options.AllowPrivateUrls = configuration["Scout:AllowPrivateUrls"] is "1" or "true" or "True"
            )
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SiteTls(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SiteConnector>();
        services.AddSingleton<NightscoutClient>();
        services.AddSingleton<NightscoutWriter>();
        services.AddSingleton<SourceStore>();
        services.AddSingleton<SiteMemories>();
        services.AddSingleton<SiteReader>();
        services.AddSingleton<SiteBook>();
        services.AddSingleton<PollFigures>();
        services.AddSingleton<NightscoutHealth>();
        services.AddSingleton<SiteTest>();
        services.TryAddSingleton<TakeTurn>(provider => provider.GetRequiredService<Turn>().TakeAsync);
        services.AddSingleton<NightscoutPoller>();
        services.AddSingleton<NightscoutPush>();
        services.AddSingleton<IDueWork>(provider => provider.GetRequiredService<NightscoutPoller>());
        services.AddSingleton<IDueWork>(provider => provider.GetRequiredService<NightscoutPush>());
        services.AddHostedService<NightscoutSchedule>();
        return builder;
    }
}
