using Scout.Server.Accounts;
using Scout.Server.Api;
using Scout.Server.Carriers.Gateway;
using Scout.Server.Carriers.Sandbox;
using Scout.Server.Carriers.Twilio;
using Scout.Server.Carriers.Vonage;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Hosting.Health;
using Scout.Server.Hosting.Metrics;
using Scout.Server.Hosting.Reports;
using Scout.Server.OnCall;
using Scout.Server.Pages;
using Scout.Server.Push;
using Scout.Server.Readings;
using Scout.Server.Replies;
using Scout.Server.Sources.Bugsnag;
using Scout.Server.Sources.Devices;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Sources.Intake;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Sources.Tandem;
using Scout.Server.Sources.Webhooks;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Hosting;

/// <summary>The table of contents of the server, in the order data flows.</summary>
internal static class ScoutHost
{
    /// <summary>Pages and defaults lie beside the program; the data folder and .env where it was started.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                // Settings count from the start on. Watching their files takes inotify instances, which machines that
                // run many containers run out of.
                Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings],
                ApplicationName = typeof(ScoutHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets(); // built but not published, they lie in the source folder
        return builder;
    }

    public static WebApplicationBuilder AddScout(this WebApplicationBuilder builder)
    {
        builder.AddScoutConfiguration();
        builder.AddScoutHosting();
        builder.AddScoutReports();
        builder.AddScoutMetrics();
        builder.AddScoutStorage();
        builder.AddScoutSecrets();
        builder.AddScoutDue();
        builder.AddScoutReadings();
        builder.AddScoutNightscout();
        builder.AddScoutIntake();
        builder.AddScoutBugsnag();
        builder.AddScoutWebhooks();
        builder.AddScoutHeartbeats();
        builder.AddScoutDevices();
        builder.AddScoutTandem();
        builder.AddScoutWatches();
        builder.AddScoutContacts();
        builder.AddScoutDeliveries();
        builder.AddScoutPush();
        builder.AddScoutOnCall();
        builder.AddScoutReplies();
        builder.AddScoutVonage();
        builder.AddScoutTwilio();
        builder.AddScoutGateways();
        builder.AddScoutSandbox();
        builder.AddScoutAccounts();
        builder.AddScoutPages();
        builder.AddScoutApi();
        builder.AddScoutHealth();
        return builder;
    }

    /// <summary>Everything that must be right before the first request and the first due row.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await app.PrepareTablesAsync();
        await app.PrepareDueAsync();
        await app.Services.GetRequiredService<DeclaredWatchKeeper>().KeepAsync(CancellationToken.None);
        await app.Services.GetRequiredService<DeclaredProjectKeeper>().KeepAsync(CancellationToken.None);
        await app.Services.GetRequiredService<DeclaredPumpKeeper>().KeepAsync(CancellationToken.None);
    }

    /// <summary>The settings are right and the tables are up to date; or a sentence says why not.</summary>
    public static async Task PrepareTablesAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<SettingsCheck>().Run();
        try
        {
            await app.PrepareStorageAsync();
        }
        catch (StorageException exception)
        {
            var names = app.Services.GetRequiredService<SettingNames>();
            throw new StorageException(names.Translate(exception.Message), exception);
        }
    }

    public static WebApplication MapScout(this WebApplication app)
    {
        app.UseScoutPages();
        app.MapVonage();
        app.MapTwilio();
        app.MapGateways();
        app.MapSandbox();
        app.MapBugsnag();
        app.MapWebhooks();
        app.MapHeartbeats();
        app.MapDevices();
        app.MapTandem();
        app.MapAccounts();
        app.MapPages();
        app.MapApi();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
