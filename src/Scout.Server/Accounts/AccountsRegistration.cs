using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.RateLimiting;

namespace Scout.Server.Accounts;

internal static class AccountsRegistration
{
    public static IHostApplicationBuilder AddScoutAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SetupToken>();
        services.AddSingleton<FirstOwner>();
        services.AddSingleton<DeviceCookie>();
        services.AddHostedService<SetupLink>();
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
