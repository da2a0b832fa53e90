using Scout.Server.Due;

namespace Scout.Server.Watches;

internal static class WatchesRegistration
{
    public static IHostApplicationBuilder AddScoutWatches(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Turn>();
        builder.Services.AddSingleton<IDueWork, TurnWork>();
        return builder;
    }
}
