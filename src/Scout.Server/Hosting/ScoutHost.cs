using Scout.Server.Accounts;
using Scout.Server.Carriers.Sandbox;
using Scout.Server.Carriers.Vonage;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Pages;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Hosting;

/// <summary>The table of contents of the server, in the order data flows.</summary>
internal static class ScoutHost
{
    public static WebApplicationBuilder AddScout(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.AddScoutStorage();
        builder.AddScoutDue();
        builder.AddScoutNightscout();
        builder.AddScoutWatches();
        builder.AddScoutDeliveries();
        builder.AddScoutVonage();
        builder.AddScoutSandbox();
        builder.AddScoutAccounts();
        builder.AddScoutPages();
        return builder;
    }

    public static WebApplication MapScout(this WebApplication app)
    {
        app.UseScoutPages();
        app.MapVonage();
        app.MapSandbox();
        app.MapAccounts();
        app.MapPages();
        return app;
    }
}
