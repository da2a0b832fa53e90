using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Push.Browser;
using Scout.Server.Push.Ntfy;
using Scout.Server.Push.Pushover;

namespace Scout.Server.Push;

internal static class PushRegistration
{
    public static IHostApplicationBuilder AddScoutPush(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<PushOptions>, PushOptionsValidator>();
        services.AddOptions<PushOptions>().BindConfiguration(PushOptions.Section).ValidateOnStart();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<TypedWire>();
        services.AddSingleton<VapidKey>();
        services.AddSingleton<ScreenStore>();
        services.AddSingleton<IPushService, NtfyService>();
        services.AddSingleton<IPushService, PushoverService>();
        services.AddSingleton<IPushService, BrowserService>();
        services.AddSingleton<IDueWork, PushWorker>();
        services.AddSingleton<ScreenTrials>();
        services.AddSingleton<PushDesk>();
        return builder;
    }
}
