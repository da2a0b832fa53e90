using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.RateLimiting;

namespace Scout.Server.Accounts;

internal static class AccountsRegistration
{
    public static IHostApplicationBuilder AddScoutAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SetupToken>();
        services.AddHostedService<SetupLink>();
        services
            .AddAuthentication(Owner.Scheme)
            .AddScheme<AuthenticationSchemeOptions, OwnerHandler>(Owner.Scheme, configureOptions: null)
            .AddCookie(Owner.CookieScheme, Configure);
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
        services.AddRateLimiter(LimitSetup);
        return builder;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "scout";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(30);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = async context =>
        {
            var setup = context.HttpContext.RequestServices.GetRequiredService<SetupToken>();
            var stamp = await setup.StampAsync(context.HttpContext.RequestAborted);
            if (!string.Equals(Owner.StampOf(context.Principal), stamp, StringComparison.Ordinal))
            {
                context.RejectPrincipal();
            }
        };
    }

    private static void LimitSetup(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(
            SetupEndpoints.RateLimit,
            context =>
                RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }
                )
        );
    }
}
