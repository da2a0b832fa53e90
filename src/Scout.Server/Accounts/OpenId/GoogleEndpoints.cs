using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Server.Pages.Accounts;

namespace Scout.Server.Accounts.OpenId;

/// <summary>To the issuer and back: authorization code with PKCE, state and nonce.</summary>
internal sealed partial class GoogleEndpoints(
    IOptions<GoogleOptions> options,
    Issuer issuer,
    Arrivals arrivals,
    TripCookie trips,
    DeviceCookie devices,
    SetupToken setup,
    FirstOwner firstOwner,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<GoogleEndpoints> logger
)
{
    private const string Callback = "/login/google/callback";

    /// <summary>A link leads here, not a form: the content policy lets no form end on another site.</summary>
    public async Task<IResult> GoAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return TypedResults.NotFound();
        }

        var query = context.Request.Query;
        var isSetup =
            await setup.MatchesAsync(query["setup"], cancellationToken)
            && !await firstOwner.IsThereAsync(cancellationToken);
        if (query.ContainsKey("setup") && !isSetup)
        {
            return Closed(Closing.Setup);
        }

        var account = query.ContainsKey("connect") && IsOwnClick(context) ? context.User.Me().Account : null;
        var trip = Trip.Begin(
            account is null ? Door.Back(query["returnUrl"]) : "/account",
            isSetup,
            query["join"].ToString() is { Length: > 0 and < 100 } token ? token : null,
            account
        );
        try
        {
            var discovery = await issuer.DiscoverAsync(cancellationToken);
            trips.Keep(context, trip);
            return TypedResults.Redirect(discovery.Authorize + Query(trip, context, discovery).ToString());
        }
        catch (IssuerException exception)
        {
            LogSilent(exception.Message);
            return Closed(Closing.IssuerSilent);
        }
    }

    public async Task<IResult> ReturnAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return TypedResults.NotFound();
        }

        var query = context.Request.Query;
        if (trips.Take(context) is not { } trip || !trip.IsAnsweredBy(query["state"]))
        {
            LogRefused("it belongs to another browser, or took too long");
            return Closed(Closing.Issuer);
        }

        if (query["error"].ToString() is { Length: > 0 } error)
        {
            return Closed(error is "access_denied" ? Closing.Declined : Closing.Issuer);
        }

        try
        {
            return await IdentifyAsync(context, trip, query["code"].ToString(), cancellationToken) is { } login
                ? await ArriveAsync(context, trip, login, cancellationToken)
                : Closed(Closing.Issuer);
        }
        catch (IssuerException exception)
        {
            LogSilent(exception.Message);
            return Closed(Closing.IssuerSilent);
        }
    }

    private async Task<IssuerLogin?> IdentifyAsync(
        HttpContext context,
        Trip trip,
        string code,
        CancellationToken cancellationToken
    )
    {
        var discovery = await issuer.DiscoverAsync(cancellationToken);
        var says = context.Request.Query["iss"].ToString(); // RFC 9207: who answers
        if (says.Length > 0 && !options.Value.IsIssuer(says, discovery.Name))
        {
            LogRefused("another issuer answered");
            return null;
        }

        var text = await issuer.RedeemAsync(code, trip.Verifier, Redirect(context), cancellationToken);
        if (IdToken.Read(text) is not { } token)
        {
            LogRefused("it is not signed with RS256 or ES256");
            return null;
        }

        var login = token.Verify(
            await issuer.KeysAsync(token.KeyId, cancellationToken),
            new Expected(options.Value.ClientId!, trip.Nonce, name => options.Value.IsIssuer(name, discovery.Name)),
            discovery.Name,
            time.GetUtcNow(),
            out var reason
        );
        if (login is null)
        {
            LogRefused(reason);
        }

        return login;
    }

    private async Task<IResult> ArriveAsync(
        HttpContext context,
        Trip trip,
        IssuerLogin login,
        CancellationToken cancellationToken
    )
    {
        // Whoever signed out, or in as somebody else, meanwhile connects nothing.
        if (trip.Account is { } account && (!context.User.IsSignedIn() || context.User.Me().Account != account))
        {
            return Closed(Closing.Issuer);
        }

        var arrival = await arrivals.ArriveAsync(login, trip, cancellationToken);
        if (arrival.Account is null)
        {
            return Closed(arrival.Why);
        }

        await devices.SignInAsync(context, arrival.Account);
        return TypedResults.LocalRedirect(trip.IsSetup || trip.Invitation is not null ? Door.Begin : trip.Back);
    }

    private QueryBuilder Query(Trip trip, HttpContext context, Discovery discovery)
    {
        var query = new QueryBuilder
        {
            { "response_type", "code" },
            { "client_id", options.Value.ClientId! },
            { "redirect_uri", Redirect(context).AbsoluteUri },
            { "scope", "openid email profile" },
            { "state", trip.State },
            { "nonce", trip.Nonce },
            { "code_challenge", trip.Challenge },
            { "code_challenge_method", "S256" },
        };
        if (discovery.TakesClaims)
        {
            query.Add("claims", """{"id_token":{"email":null,"email_verified":null,"name":null}}""");
        }

        if (options.Value.IsGoogle)
        {
            query.Add("prompt", "select_account"); // families share browsers
        }

        return query;
    }

    private Uri Redirect(HttpContext context) =>
        configuration["Scout:SiteUrl"] is { Length: > 0 } site
            ? new Uri(site.TrimEnd('/') + Callback)
            : new Uri($"{context.Request.Scheme}://{context.Request.Host}{Callback}");

    /// <summary>A signed-in person pressed the link on our page; a page elsewhere cannot press it for them.</summary>
    private static bool IsOwnClick(HttpContext context) =>
        Visit.WayOf(context.User) is VisitWay.Cookie
        && context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static RazorComponentResult<ClosedPage> Closed(Closing why) =>
        new RazorComponentResult<ClosedPage>(new { Why = why }) { StatusCode = StatusCodes.Status403Forbidden };

    [LoggerMessage(5103, LogLevel.Warning, "A sign-in by the OpenID issuer was refused: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(5104, LogLevel.Warning, "The OpenID issuer cannot be asked: {Reason}")]
    private partial void LogSilent(string reason);
}
