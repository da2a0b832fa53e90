using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Scout.Server.Accounts.OpenId;
using Scout.Server.Accounts.Passkeys;

namespace Scout.Server.Accounts;

internal static class AccountsRegistration
{
    public static IHostApplicationBuilder AddScoutAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SetupToken>();
        services.AddSingleton<FirstOwner>();
        services.AddSingleton<DeviceCookie>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<PasswordDoor>();
        services.AddScoped<Newcomers>();
        services.AddSingleton<AccountEndpoints>();
        services.AddSingleton<Erasure>();
        services.AddSingleton<Export>();
        services.AddSingleton<PeopleEndpoints>();
        services.AddHostedService<SetupLink>();
        services.AddSingleton<IValidateOptions<AccountsOptions>, AccountsOptionsValidator>();
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section).ValidateOnStart();
        builder.AddScoutPasskeys();
        builder.AddScoutOpenId();
        services
            .AddAuthentication(Visit.Scheme)
            .AddScheme<AuthenticationSchemeOptions, VisitHandler>(Visit.Scheme, configureOptions: null);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Owner, policy => policy.RequireRole(Role.Owner));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "scout-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.HeaderName = "X-Scout-Form";
        });
        services.AddRateLimiter(LimitDoor);
        return builder;
    }

    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapSetup();
        routes.MapLogin();
        routes.MapPasskeys();
        routes.MapOpenId();
        routes.MapJoin();
        routes.MapRecover();
        AccountEndpoints.Map(routes);
        PeopleEndpoints.Map(routes);
        routes.MapOwnData();
        return routes;
    }

    private static void LimitDoor(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(
            Door.RateLimit,
            context =>
                RateLimitPartition.GetFixedWindowLimiter(
                    Place.CallerOf(context),
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }
                )
        );
    }
}
