using Microsoft.Extensions.Options;
using Scout.Server.Due;

namespace Scout.Server.Readings;

internal static class ReadingsRegistration
{
    public static IHostApplicationBuilder AddScoutReadings(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        builder.Services.AddSingleton<IDueWork, Retention>();
        return builder;
    }
}
