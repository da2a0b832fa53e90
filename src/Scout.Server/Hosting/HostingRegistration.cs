using System.Diagnostics;
using Microsoft.Extensions.Options;
using Scout.Server.Commands.Demo;

namespace Scout.Server.Hosting;

internal static class HostingRegistration
{
    /// <summary>A service manager kills after ten seconds; the host gives up a little earlier.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(8);

    public static IHostApplicationBuilder AddScoutHosting(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context =>
                context.ProblemDetails.Extensions["traceId"] =
                    Activity.Current?.Id ?? context.HttpContext.TraceIdentifier
        );
        services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = StopWithin;
            options.ServicesStopConcurrently = true;
        });
        services.AddSingleton<IValidateOptions<ScoutOptions>, ScoutOptionsValidator>();
        services.AddOptions<ScoutOptions>().BindConfiguration(ScoutOptions.Section).ValidateOnStart();
        if (builder.Configuration.GetValue<bool>("Scout:Demo"))
        {
            services.AddHostedService<DemoDirector>();
            services.AddHostedService<DemoFreezer>();
        }

        return builder;
    }
}
