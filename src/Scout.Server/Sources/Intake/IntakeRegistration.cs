using Scout.Server.Due;

namespace Scout.Server.Sources.Intake;

internal static class IntakeRegistration
{
    /// <summary>What every kind of source that sends by itself shares. Each adds its <see cref="Producer"/>.</summary>
    public static IHostApplicationBuilder AddScoutIntake(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<IntakeOptions>()
            .BindConfiguration(IntakeOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<IntakeDoor>();
        services.AddSingleton<IntakePortion>();
        services.AddSingleton<IntakeDesk>();
        services.AddSingleton<IDueWork, IntakeWork>();
        services.AddSingleton<IDueWork, IntakeSweep>();
        return builder;
    }
}
