using Scout.Server.Hosting;

namespace Scout.Server.Commands;

internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] settings)
    {
        await using var app = ScoutHost.CreateBuilder(settings).AddScout().Build();
        await app.PrepareTablesAsync();
        await Console.Out.WriteLineAsync("The tables are up to date.");
        return 0;
    }
}
