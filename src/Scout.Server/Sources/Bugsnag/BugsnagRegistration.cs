using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Core.Bugsnag;
using Scout.Server.Due;
using Scout.Server.Hosting.Health;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Sources.Intake;

namespace Scout.Server.Sources.Bugsnag;

internal static class BugsnagRegistration
{
    public const string Kind = "bugsnag";

    public static IHostApplicationBuilder AddScoutBugsnag(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<BugsnagOptions>, BugsnagOptionsValidator>();
        services.AddOptions<BugsnagOptions>().BindConfiguration(BugsnagOptions.Section).ValidateOnStart();
        services.AddSingleton(new Producer(Kind, BugsnagReader.Read));
        services.AddSingleton<DeclaredProjectKeeper>();
        services.AddSingleton<ProjectKeeper>();
        services.AddSingleton<IHealthLook, BugsnagLook>();
        services.AddSingleton<BugsnagApi>();
        services.AddSingleton<BugsnagCheck>();
        services.AddSingleton<IDueWork, ActWork>();
        services.AddSingleton<IDueWork, LookWork>();
        return builder;
    }

    /// <summary>Only POST: bugglio took GET as well, and so did whoever followed a link.</summary>
    public static IEndpointRouteBuilder MapBugsnag(this IEndpointRouteBuilder routes)
    {
        var webhook = routes.MapGroup("/bugsnag").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        webhook.MapPost(
            "/",
            (HttpContext context, IntakeDoor door, IOptions<BugsnagOptions> options) =>
                TakeAsync(context, door, options, null)
        );
        webhook.MapPost(
            "/{secret}",
            (HttpContext context, string secret, IntakeDoor door, IOptions<BugsnagOptions> options) =>
                TakeAsync(context, door, options, secret)
        );
        // Said here, because files are looked for at every address that is asked for with GET.
        webhook.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], OnlyPost);
        webhook.MapMethods("/{secret}", [HttpMethods.Get, HttpMethods.Head], OnlyPost);
        return routes;
    }

    private static StatusCodeHttpResult OnlyPost(HttpContext context)
    {
        context.Response.Headers.Allow = HttpMethods.Post;
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private static Task<IResult> TakeAsync(
        HttpContext context,
        IntakeDoor door,
        IOptions<BugsnagOptions> options,
        string? secret
    ) =>
        door.TakeAsync(
            context,
            Kind,
            secret,
            options.Value.IsOpen ? DeclaredProjectKeeper.Id : null,
            context.RequestAborted
        );
}
