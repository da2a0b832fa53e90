using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Scout.Server.Accounts;

/// <summary>Recognises the owner by token, by place, or by cookie; in this order.</summary>
internal sealed class OwnerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SetupToken setup,
    IConfiguration configuration
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly PathString[] ScriptPaths = ["/api", "/health", "/metrics"];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var cancellationToken = Context.RequestAborted;
        if (TokenOf(Request) is { } token)
        {
            return await setup.MatchesAsync(token, cancellationToken)
                ? await SuccessAsync(OwnerWay.Token)
                : AuthenticateResult.Fail("The token is not the setup token.");
        }

        if (Place.IsHere(Context) && !Place.IsPublic(configuration["Scout:SiteUrl"]))
        {
            return await SuccessAsync(OwnerWay.Here);
        }

        var cookie = await Context.AuthenticateAsync(Owner.CookieScheme);
        return cookie.Succeeded ? await SuccessAsync(OwnerWay.Cookie) : AuthenticateResult.NoResult();
    }

    /// <summary>A person is led to the front page; a script is told what is missing.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.WantsPage())
        {
            Response.Redirect("/");
        }
        else
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> SuccessAsync(OwnerWay way)
    {
        var stamp = await setup.StampAsync(Context.RequestAborted);
        return AuthenticateResult.Success(
            new AuthenticationTicket(Owner.Principal(way, stamp, Scheme.Name), Scheme.Name)
        );
    }

    private static string? TokenOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }

        return
            ScriptPaths.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            && request.Query.TryGetValue("token", out var token)
            ? token.ToString()
            : null;
    }
}
