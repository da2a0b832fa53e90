using Microsoft.AspNetCore.Identity;

namespace Scout.Server.Accounts.Passkeys;

internal static class PasskeyRegistration
{
    /// <summary>The framework's checks over Scout's own rows.</summary>
    public static IHostApplicationBuilder AddScoutPasskeys(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<PasskeyHolder>().AddUserStore<HolderStore>();
        services.AddScoped<IPasskeyHandler<PasskeyHolder>, PasskeyHandler<PasskeyHolder>>();
        services.AddScoped<PasskeyDesk>();
        services
            .AddOptions<IdentityPasskeyOptions>()
            .Configure<IConfiguration>(
                (options, configuration) =>
                {
                    // A passkey is all there is to sign in with: whoever shows it proves that it is theirs.
                    options.UserVerificationRequirement = "required";
                    options.ResidentKeyRequirement = "required";
                    options.ValidateOrigin = context => ValueTask.FromResult(IsOurs(context, configuration));
                    if (Site(configuration) is { } site)
                    {
                        options.ServerDomain = site.Host;
                    }
                }
            );
        return builder;
    }

    // Behind a proxy the request may name another host than the browser sees: the site's own address counts too.
    private static bool IsOurs(PasskeyOriginValidationContext context, IConfiguration configuration)
    {
        var request = context.HttpContext.Request;
        return !context.CrossOrigin
            && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
            && (
                Same(origin, Site(configuration))
                || (
                    Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var asked)
                    && Same(origin, asked)
                )
            );
    }

    private static Uri? Site(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Scout:SiteUrl"], UriKind.Absolute, out var site) ? site : null;

    private static bool Same(Uri one, Uri? other) =>
        other is not null
        && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.Ordinal)
            == 0;
}
