using Microsoft.Extensions.Options;
using Scout.Server.Due;

namespace Scout.Server.Watches;

internal static class WatchesRegistration
{
    public static IHostApplicationBuilder AddScoutWatches(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Turn>();
        builder.Services.AddSingleton<IValidateOptions<PersonOptions>, PersonOptionsValidator>();
        builder.Services.AddOptions<PersonOptions>().BindConfiguration(PersonOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<DeclaredSays>();
        builder.Services.AddSingleton<WatchKeeper>();
        builder.Services.AddSingleton<DeclaredWatchKeeper>();
        builder.Services.AddSingleton<IDueWork, TurnWork>();
        return builder;
    }
}
