using Scout.Server.Accounts;
using Scout.Server.Live;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Contacts;
using Scout.Server.Pages.Deliveries;
using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Graph;
using Scout.Server.Pages.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Look;
using Scout.Server.Pages.Networks;
using Scout.Server.Pages.OnCall;
using Scout.Server.Pages.Pausing;
using Scout.Server.Pages.Phones;
using Scout.Server.Pages.Plans;
using Scout.Server.Pages.Profile;
using Scout.Server.Pages.Projects;
using Scout.Server.Pages.Pumps;
using Scout.Server.Pages.Push;
using Scout.Server.Pages.Rules;
using Scout.Server.Pages.Settings;
using Scout.Server.Pages.Sharing;
using Scout.Server.Pages.Status;
using Scout.Server.Pages.Watch;
using Scout.Server.Readings.Points;
using Scout.Server.Replies;

namespace Scout.Server.Pages;

internal static class PagesRegistration
{
    public static IHostApplicationBuilder AddScoutPages(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<WebFiles>();
        builder.Services.AddPageCompression();
        builder.Services.AddSingleton<LiveHub>();
        builder.Services.AddSingleton<LiveStream>();
        builder.Services.AddSingleton<LiveRelay>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveRelay>());
        builder.Services.AddSingleton<StatusQueries>();
        builder.Services.AddSingleton<SourceTrialLimit>();
        builder.Services.AddSingleton<HealthQueries>();
        builder.Services.AddSingleton<InstanceFacts>();
        builder.Services.AddSingleton<AlertQueries>();
        builder.Services.AddSingleton<LedgerCsv>();
        builder.Services.AddSingleton<DeliveryQueries>();
        builder.Services.AddSingleton<Costs>();
        builder.Services.AddSingleton<SharingDesk>();
        builder.Services.AddSingleton<ActDesk>();
        builder.Services.AddSingleton<WatchQueries>();
        builder.Services.AddSingleton<ProjectQueries>();
        builder.Services.AddSingleton<GraphQueries>();
        builder.Services.AddSingleton<DeviceQueries>();
        builder.Services.AddSingleton<NetworkKeeper>();
        return builder.AddScoutRules();
    }

    /// <summary>What every request passes through, in order.</summary>
    public static IApplicationBuilder UseScoutPages(this IApplicationBuilder app) =>
        app.UsePublicScheme()
            .UseSecurityHeaders()
            .UsePageCompression()
            .UseErrorPages()
            .UseRateLimiter()
            .UseAuthentication()
            .UsePrivatePages()
            .UseRequestLanguage()
            .UseAuthorization();

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        routes.MapLive();
        routes.MapPoints();
        routes.MapStatus();
        routes.MapAlerts();
        routes.MapDeliveries();
        routes.MapPauses();
        routes.MapSharing();
        routes.MapWatch();
        routes.MapProjects();
        routes.MapGraph();
        routes.MapPumps();
        routes.MapNetworks();
        routes.MapDevicePages();
        routes.MapPhones();
        routes.MapSettings();
        routes.MapLook();
        routes.MapOnCall();
        routes.MapPlans();
        routes.MapRules();
        routes.MapContacts();
        routes.MapScreens();
        routes.MapPresses();
        routes.MapProfile();
        return routes;
    }
}
