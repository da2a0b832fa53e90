using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Hosting.Health;

namespace Scout.Server.OnCall;

internal static class OnCallRegistration
{
    public static IHostApplicationBuilder AddScoutOnCall(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<OnCallOptions>, OnCallOptionsValidator>();
        builder.Services.AddOptions<OnCallOptions>().BindConfiguration(OnCallOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IDueWork, DutyWork>();
        builder.Services.AddSingleton<IHealthLook, DutyLook>();
        return builder;
    }
}
