using Scout.Server.Storage;

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

    /// <summary>On SQLite one process follows another, and inherits. Several nodes on PostgreSQL respect each other's leases.</summary>
    public static async Task PrepareDueAsync(this IHost host, CancellationToken cancellationToken = default)
    {
        var database = host.Services.GetRequiredService<Database>();
        if (database.Engine is Engine.Sqlite)
        {
            await database.WriteAsync(session => session.InheritAsync(), cancellationToken);
        }
    }
}
