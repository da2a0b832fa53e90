using Scout.Server.Due;
using Scout.Server.Hosting.Health;

namespace Scout.Server.Sources.Devices;

internal static class DevicesRegistration
{
    public static IHostApplicationBuilder AddScoutDevices(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<DeviceOptions>()
            .BindConfiguration(DeviceOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<DeviceMetrics>();
        services.AddSingleton<DeviceProfile>();
        services.AddSingleton<NetworkGates>();
        services.AddSingleton<AwakeDesks>();
        services.AddSingleton<ArrivalQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<ArrivalQueue>());
        services.AddSingleton<DownlinkDesk>();
        services.AddSingleton<DeviceDoor>();
        services.AddSingleton<DeviceDesk>();
        services.AddSingleton<IDueWork, DeviceWork>();
        services.AddSingleton<IDueWork, RedecodeWork>();
        services.AddSingleton<IDueWork, DeviceSweep>();
        services.AddSingleton<IHealthLook, DeviceLook>();
        return builder;
    }

    /// <summary>
    /// Past sessions, languages and the like: a device has none of them, and thousands may come at once. Some can only
    /// fetch an address, with everything in its query.
    /// </summary>
    public static IEndpointRouteBuilder MapDevices(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        doors.ShortCircuit();
        foreach (var method in new[] { HttpMethods.Post, HttpMethods.Put })
        {
            doors.MapMethods("/data/{sensor}", [method], TakeDataAsync);
        }

        foreach (var kind in NetworkKinds.Addressed)
        {
            foreach (var method in MethodsOf(kind))
            {
                foreach (var rest in new[] { "", "/{one}", "/{one}/{two}" })
                {
                    doors.MapMethods($"/in/{kind}/{{source}}{rest}", [method], context => TakeAsync(context, kind));
                }
            }
        }

        return routes;
    }

    /// <summary>LoRaWAN networks post; a Sigfox callback and a script choose.</summary>
    private static string[] MethodsOf(string kind) =>
        kind is NetworkKinds.Tts or NetworkKinds.ChirpStack
            ? [HttpMethods.Post]
            : [HttpMethods.Post, HttpMethods.Put, HttpMethods.Get];

    private static Task TakeDataAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<DeviceDoor>().TakeDataAsync(context, Value(context, "sensor") ?? "");

    private static Task TakeAsync(HttpContext context, string kind) =>
        context
            .RequestServices.GetRequiredService<DeviceDoor>()
            .TakeAsync(context, kind, Value(context, "source") ?? "", Value(context, "one"), Value(context, "two"));

    private static string? Value(HttpContext context, string name) => context.Request.RouteValues[name] as string;
}
