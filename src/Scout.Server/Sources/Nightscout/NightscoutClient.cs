using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>Reads sites, with credentials, limits and care. Throws nothing but cancellation by its caller.</summary>
internal sealed class NightscoutClient(SiteConnector http, IOptions<NightscoutOptions> options, TimeProvider time)
{
    private const int MaxRedirects = 3;
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    /// <param name="path">Relative to the site: "api/v1/…".</param>
    public Task<SiteAnswer> GetAsync(
        SiteAccess access,
        string path,
        string? etag,
        CancellationToken cancellationToken
    ) => AskAsync(access, new SiteRequest(HttpMethod.Get, path) { ETag = etag }, cancellationToken);

    /// <summary>Asks or writes. What is written may arrive although no answer comes.</summary>
    public async Task<SiteAnswer> AskAsync(SiteAccess access, SiteRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await AskAsync(access, request, mayRenew: true, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return timeout.IsCancellationRequested
                ? new SiteAnswer.Failed(
                    SourceFailure.Timeout,
                    $"no answer within {options.Value.Timeout.TotalSeconds} s"
                )
                : new SiteAnswer.Failed(
                    SourceFailure.Connect,
                    $"no connection within {options.Value.ConnectTimeout.TotalSeconds} s"
                );
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return FailureOf(exception);
        }
    }

    /// <summary>Exchanges an access token for a short-lived one, unless a good one is at hand. Null: all is well, or nothing to exchange.</summary>
    public async Task<SiteAnswer.Failed?> AuthorizeAsync(SiteAccess access, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return (await ExchangeAsync(access, both.Token)).Failed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SiteAnswer.Failed(SourceFailure.Timeout, "no answer to the token exchange");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return FailureOf(exception);
        }
    }

    private async Task<SiteAnswer> AskAsync(
        SiteAccess access,
        SiteRequest request,
        bool mayRenew,
        CancellationToken cancellationToken
    )
    {
        var (failed, isFresh) = await ExchangeAsync(access, cancellationToken);
        if (failed is not null)
        {
            return failed;
        }

        var answer = await SendAsync(access, request, access.Jwt, cancellationToken);
        // A site that was rebuilt signs with another key: every token it gave before is refused.
        if (
            mayRenew
            && !isFresh
            && access.Jwt is not null
            && answer is SiteAnswer.Failed { Failure: SourceFailure.Unauthorized }
        )
        {
            access.Forget();
            return await AskAsync(access, request, mayRenew: false, cancellationToken);
        }

        return answer;
    }

    private async Task<(SiteAnswer.Failed? Failed, bool IsFresh)> ExchangeAsync(
        SiteAccess access,
        CancellationToken cancellationToken
    )
    {
        if (
            access.Credential is not NightscoutCredential.AccessToken token
            || access.JwtAt(time.GetUtcNow()) is not null
        )
        {
            return (null, false);
        }

        var request = new SiteRequest(HttpMethod.Get, "api/v2/authorization/request/" + token.Value);
        var answer = await SendAsync(access, request, jwt: null, cancellationToken);
        if (answer is not SiteAnswer.Content content)
        {
            return (answer as SiteAnswer.Failed ?? BadJson("no token in the answer to the token exchange"), true);
        }

        if (NightscoutJwt.Parse(content.Body) is not { } jwt)
        {
            return (BadJson("no token in the answer to the token exchange"), true);
        }

        access.Keep(jwt, time.GetUtcNow());
        return (null, true);
    }

    private async Task<SiteAnswer> SendAsync(
        SiteAccess access,
        SiteRequest asked,
        NightscoutJwt? jwt,
        CancellationToken cancellationToken
    )
    {
        var target = new Uri(access.Site, asked.Path);
        for (var hops = 0; ; hops++)
        {
            using var request = Request(target, access, asked, jwt);
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.NotModified)
            {
                return new SiteAnswer.NotModified();
            }

            var failure = NightscoutFailure.Of(response.StatusCode, response.Content.Headers.ContentType?.MediaType);
            if (failure is SourceFailure.Redirect)
            {
                if (hops == MaxRedirects || Onward(access.Site, target, response.Headers.Location) is not { } next)
                {
                    return new SiteAnswer.Failed(failure, $"{(int)response.StatusCode} to another address");
                }

                target = next;
                continue;
            }

            if (failure is not SourceFailure.None)
            {
                return new SiteAnswer.Failed(failure, $"HTTP {(int)response.StatusCode}")
                {
                    Status = (int)response.StatusCode,
                    RetryAfter = response.Headers.RetryAfter is { } header
                        ? header.Delta ?? header.Date - time.GetUtcNow()
                        : null,
                };
            }

            var body = await SiteBody.ReadAsync(response.Content, cancellationToken);
            return body is null
                ? new SiteAnswer.Failed(SourceFailure.TooLarge, $"more than {SiteBody.Limit / 1024} KiB")
                : new SiteAnswer.Content(body, response.Headers.ETag?.ToString());
        }
    }

    private static HttpRequestMessage Request(Uri target, SiteAccess access, SiteRequest asked, NightscoutJwt? jwt)
    {
        var request = new HttpRequestMessage(asked.Method, target);
        request.Headers.Accept.Add(Json);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("scout", null));
        if (asked.ETag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", asked.ETag);
        }

        if (asked.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (access.Credential is NightscoutCredential.Secret secret)
        {
            request.Headers.TryAddWithoutValidation("api-secret", secret.Hash);
        }
        else if (jwt is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", jwt.Value);
        }

        return request;
    }

    // Credentials go along, so only to the site itself, and never from https back to http.
    private static Uri? Onward(Uri site, Uri from, Uri? location)
    {
        if (location is null)
        {
            return null;
        }

        var next = new Uri(from, location);
        var isSafe =
            next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
        return isSafe && next.Host.Equals(site.Host, StringComparison.OrdinalIgnoreCase) ? next : null;
    }

    private static SiteAnswer.Failed BadJson(string detail) => new(SourceFailure.BadJson, detail);

    private static SiteAnswer.Failed FailureOf(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SiteException { Failure: SourceFailure.Tls }:
                    return new SiteAnswer.Failed(SourceFailure.Tls, "no secure connection");
                case SiteException site:
                    return new SiteAnswer.Failed(site.Failure, site.Failure.ToString());
                case AuthenticationException:
                    return new SiteAnswer.Failed(SourceFailure.Tls, "no trusted certificate");
            }
        }

        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new SiteAnswer.Failed(SourceFailure.Dns, "the name is not known"),
            HttpRequestError.SecureConnectionError => new SiteAnswer.Failed(SourceFailure.Tls, "no secure connection"),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new SiteAnswer.Failed(
                SourceFailure.NotNightscout,
                "the answer is not HTTP"
            ),
            _ => new SiteAnswer.Failed(SourceFailure.Connect, "the connection broke"),
        };
    }
}
