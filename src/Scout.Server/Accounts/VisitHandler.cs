using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Scout.Server.Hosting;
using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>
/// Recognises an account by a token, by the cookie of a signed-in device, or, before the setup, by the place; in this
/// order. A wrong token is refused even where the request would be let in otherwise.
/// </summary>
internal sealed class VisitHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SetupToken setup,
    FirstOwner firstOwner,
    Database database,
    TimeProvider time,
    IOptions<ScoutOptions> instance
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly PathString[] ScriptPaths = ["/api", "/health", "/metrics"];

    private bool IsScriptPath =>
        ScriptPaths.Any(path => Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOfRequest() is { } token)
        {
            return await ByTokenAsync(token);
        }

        if (DeviceCookie.KeyOf(Request) is { } key && await ByCookieAsync(key) is { } visit)
        {
            return visit;
        }

        return await firstOwner.IsHereAsync(Context, Context.RequestAborted)
            ? await OwnerAsync(VisitWay.Here)
            : AuthenticateResult.NoResult();
    }

    /// <summary>A person is led to the door and back; a script is told what is missing.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.WantsPage())
        {
            var back = HttpMethods.IsGet(Request.Method) ? $"{Request.Path}{Request.QueryString}" : "/";
            Response.Redirect(Door.Path(back));
        }
        else
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> ByTokenAsync(string token)
    {
        if (await setup.MatchesAsync(token, Context.RequestAborted))
        {
            return await OwnerAsync(VisitWay.Token);
        }

        // Carriers and devices carry tokens of their own to other paths: no look-up for those.
        if (!IsScriptPath || !token.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal))
        {
            return AuthenticateResult.Fail("The token is not the setup token.");
        }

        var now = time.GetUtcNow();
        var holder = await database.ReadAsync(
            session => session.FindTokenHolderAsync(token, now),
            Context.RequestAborted
        );
        if (holder is null)
        {
            return AuthenticateResult.Fail("The token is unknown, was revoked, or has ended.");
        }

        if (holder.IsLongAgo)
        {
            await database.WriteAsync(session => session.UseTokenAsync(holder.Token, now), Context.RequestAborted);
        }

        return Success(holder.Account, VisitWay.Token);
    }

    private async Task<AuthenticateResult?> ByCookieAsync(string key)
    {
        var now = time.GetUtcNow();
        var visitor = await database.ReadAsync(session => session.FindVisitorAsync(key, now), Context.RequestAborted);
        if (visitor is null)
        {
            return null;
        }

        if (visitor.IsLongAgo)
        {
            await database.WriteAsync(session => session.SeeDeviceAsync(visitor.Device, now), Context.RequestAborted);
            DeviceCookie.Set(Response, key);
        }

        return Success(visitor.Account, VisitWay.Cookie, visitor.Device);
    }

    private async Task<AuthenticateResult> OwnerAsync(VisitWay way)
    {
        var owner = await database.ReadAsync(
            session => session.FindAccountAsync(Accounts.Viewer.OwnerId),
            Context.RequestAborted
        );
        // Whatever became of the account: these are the keys of whoever runs the machine.
        return owner is null ? AuthenticateResult.NoResult() : Success(owner with { Role = Role.Owner }, way);
    }

    private AuthenticateResult Success(AccountRow account, VisitWay way, string? device = null) =>
        AuthenticateResult.Success(
            new AuthenticationTicket(Visit.Principal(account.ToMe(instance.Value), way, device), Scheme.Name)
        );

    private string? TokenOfRequest()
    {
        const string Bearer = "Bearer ";
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }

        return IsScriptPath && Request.Query.TryGetValue("token", out var token) ? token.ToString() : null;
    }
}
