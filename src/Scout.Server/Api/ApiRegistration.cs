using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scout.Server.Accounts;

namespace Scout.Server.Api;

/// <summary>/api for scripts, and its description at /openapi/v1.json.</summary>
internal static class ApiRegistration
{
    private const string Bearer = "bearer";

    public static IHostApplicationBuilder AddScoutApi(this IHostApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default)
        );
        builder.Services.AddOpenApi("v1", Describe);
        return builder;
    }

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes
            .MapGroup("/api")
            .RequireAuthorization(Policies.SignedIn)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapWatchesApi();
        api.MapAlertsApi();
        api.MapDeliveriesApi();
        api.MapDevicesApi();
        routes.MapOpenApi("/openapi/v1.json"); // open: it says nothing about anybody
        return routes;
    }

    private static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = description =>
            description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Scout",
                    Version = "v1",
                    Description =
                        "What Scout watches, its alerts, and acting on them. Make a token under your account and send it "
                        + "as Authorization: Bearer. Errors are application/problem+json.",
                };
                document.Servers = [];
                document.AddComponent(
                    Bearer,
                    new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = Bearer,
                        Description = "A token of an account.",
                    }
                );
                document.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
                ];
                return Task.CompletedTask;
            }
        );
    }
}
