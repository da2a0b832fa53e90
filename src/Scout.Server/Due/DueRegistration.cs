namespace Scout.Server.Due;

internal static class DueRegistration
{
    public static IHostApplicationBuilder AddScoutDue(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DueOptions>().BindConfiguration(DueOptions.Section);
        builder.Services.AddSingleton<DueMetrics>();
        builder.Services.AddSingleton<DueExecutor>();
        builder.Services.AddSingleton<DueLoop>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DueLoop>());
        builder.Services.AddHostedService<DueListener>();
        return builder;
    }
}
