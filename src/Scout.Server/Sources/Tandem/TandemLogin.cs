using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Scout.Server.Sources.Tandem;

/// <summary>
/// Signs in at Tandem Source as its own web page does: the login page for its cookies, the password, a code, tokens, and
/// the proof that the tokens are Tandem's. There is no way to renew a token but this.
/// </summary>
internal sealed class TandemLogin(TandemWire wire, TandemMap map, TandemTrust trust, TimeProvider time)
{
    private const int MostRedirects = 10;

    /// <summary>Replaced where a test knows the numbers.</summary>
    public Func<Pkce> MakePkce { get; init; } = Pkce.Make;

    /// <exception cref="TandemException">Which step failed, and how.</exception>
    public async Task<TandemPass> LoginAsync(
        TandemRegion region,
        TandemCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var places = map.Of(region);
        using var connection = wire.ForLogin();
        using (var page = new HttpRequestMessage(HttpMethod.Get, places.Sso))
        using (await wire.SendAsync(connection, page, cancellationToken))
        {
            // Only its cookies matter.
        }

        await ShowPasswordAsync(connection, places, credentials, cancellationToken);
        var pkce = MakePkce();
        var code = await AskCodeAsync(connection, places, pkce, cancellationToken);
        return await RedeemAsync(places, code, pkce, cancellationToken);
    }

    private async Task ShowPasswordAsync(
        HttpMessageInvoker connection,
        TandemPlaces places,
        TandemCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(places.Accounts, "login"));
        request.Headers.Referrer = places.Sso;
        request.Content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(credentials, TandemJson.Default.TandemCredentials)
        );
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        using var response = await wire.SendAsync(connection, request, cancellationToken);
        using var body = await wire.ReadJsonAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.OK)
        {
            var word = body.ExactText("status");
            if (word != "SUCCESS")
            {
                throw new TandemException(
                    TandemFailure.Refused,
                    word is null ? "the login says no status" : $"the login says {Plain(word)}",
                    status
                );
            }

            return;
        }

        var error = body.ExactText("error") is { } text ? Plain(text) : null;
        throw new TandemException(
            response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => TandemFailure.Credentials,
                HttpStatusCode.BadRequest when error is not null => TandemFailure.Refused,
                _ => FailureOf(response.StatusCode, TandemFailure.Refused),
            },
            $"Error sending POST to login_api_url: {error ?? "no reason given"} (HTTP {status})",
            status
        );
    }

    /// <summary>Where the redirects lead, the code stands in the address; the page itself is not loaded.</summary>
    private async Task<string> AskCodeAsync(
        HttpMessageInvoker connection,
        TandemPlaces places,
        Pkce pkce,
        CancellationToken cancellationToken
    )
    {
        var target = new Uri(
            QueryHelpers.AddQueryString(
                new Uri(places.Accounts, "connect/authorize").AbsoluteUri,
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["client_id"] = places.ClientId,
                    ["response_type"] = "code",
                    ["scope"] = "openid profile email",
                    ["redirect_uri"] = places.Redirect.AbsoluteUri,
                    ["code_challenge"] = pkce.Challenge,
                    ["code_challenge_method"] = "S256",
                }
            )
        );
        for (var hops = 0; hops < MostRedirects; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.Referrer = places.Sso;
            using var response = await wire.SendAsync(connection, request, cancellationToken);
            var status = (int)response.StatusCode;
            if (status is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                target = new Uri(target, location);
                if (places.IsCallback(target) && CodeOf(target) is { } code)
                {
                    return code;
                }

                if (places.IsLoginPage(target))
                {
                    throw new TandemException(TandemFailure.NotAccepted, "the login leads back to its page", status);
                }

                if (!places.IsOnTheWay(target))
                {
                    throw new TandemException(TandemFailure.NotAccepted, "the login leads to another place", status);
                }

                continue;
            }

            if (status is < 200 or >= 300)
            {
                throw new TandemException(
                    FailureOf(response.StatusCode, TandemFailure.Authorize),
                    $"the step authorize answered {status}",
                    status
                );
            }

            return CodeOf(target)
                ?? throw new TandemException(TandemFailure.NotAccepted, "the login leads back to its page", status);
        }

        throw new TandemException(TandemFailure.Authorize, "the login leads round in circles");
    }

    private async Task<TandemPass> RedeemAsync(
        TandemPlaces places,
        string code,
        Pkce pkce,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(places.Accounts, "connect/token"));
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = places.ClientId,
                ["code"] = code,
                ["redirect_uri"] = places.Redirect.AbsoluteUri,
                ["code_verifier"] = pkce.Verifier,
            }
        );
        using var response = await wire.SendAsync(null, request, cancellationToken);
        using var body = await wire.ReadJsonAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            throw new TandemException(
                FailureOf(response.StatusCode, TandemFailure.Token),
                $"the step token answered {status}",
                status
            );
        }

        if (
            body.ExactText("access_token") is not { Length: > 0 } access
            || body.ExactText("id_token") is not { Length: > 0 } id
            || !TryLife(body, out var life)
        )
        {
            throw new TandemException(
                TandemFailure.TokenIncomplete,
                "access_token, id_token or expires_in is missing in the answer of the step token",
                status
            );
        }

        var claims = await trust.ClaimsAsync(places, id, cancellationToken);
        return claims.ExactText("pumperId") is { Length: > 0 } pumper
            ? new TandemPass(access, pumper, claims.ExactText("accountId") ?? "", time.GetUtcNow() + life)
            : throw new TandemException(TandemFailure.NoPumper, "the account has no pump user");
    }

    /// <summary>What will pass, and what the wall in front says, is not the step's own refusal.</summary>
    private static TandemFailure FailureOf(HttpStatusCode status, TandemFailure otherwise) =>
        status switch
        {
            HttpStatusCode.Forbidden => TandemFailure.Blocked,
            HttpStatusCode.NotFound => TandemFailure.Moved,
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                TandemFailure.Server,
            _ => otherwise,
        };

    private static string? CodeOf(Uri address) =>
        QueryHelpers.ParseQuery(address.Query).TryGetValue("code", out var code)
        && code.ToString() is { Length: > 0 } text
            ? text
            : null;

    private static bool TryLife(JsonDocument? body, out TimeSpan life)
    {
        life = default;
        if (body?.RootElement.TryGetProperty("expires_in", out var value) is not true)
        {
            return false;
        }

        var isNumber =
            value.ValueKind is JsonValueKind.Number
                ? value.TryGetDouble(out var seconds)
                : double.TryParse(value.ToString(), CultureInfo.InvariantCulture, out seconds);
        life = TimeSpan.FromSeconds(Math.Clamp(isNumber ? seconds : 0, 0, 7 * 24 * 3600));
        return isNumber && seconds > 0;
    }

    /// <summary>A word of Tandem's, and nothing that could be somebody's.</summary>
    private static string Plain(string word) =>
        new([.. word.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '/' or '-').Take(60)]);
}
