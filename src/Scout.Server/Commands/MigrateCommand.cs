using Scout.Server.Hosting;
using Scout.Server.Storage;

namespace Scout.Server.Commands;

internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = ScoutHost.CreateBuilder(settings).AddScout().Build();
        app.Services.GetRequiredService<SettingsCheck>().Run();
        await app.PrepareStorageAsync(cancellationToken);
        await Console.Out.WriteLineAsync("The tables are up to date.");
        return 0;
    }
}
