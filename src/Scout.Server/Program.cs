using Scout.Server.Commands;
using Scout.Server.Hosting;

return await ScoutCommands.RunAsync(
    args,
    serve: async settings =>
    {
        var builder = ScoutHost.CreateBuilder(settings);
        builder.AddScout();

        await using var app = builder.Build();
        await app.PrepareAsync();
        app.MapScout();
        await app.RunAsync();
    }
);
