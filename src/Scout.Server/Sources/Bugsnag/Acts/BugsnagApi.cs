using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Events;
using Scout.Server.Carriers;

namespace Scout.Server.Sources.Bugsnag.Acts;

/// <summary>
/// Bugsnag's Data Access API, version 2, as SmartBear's own client speaks it. Addresses are made of the settings and of
/// plain ids; never of a link that came in.
/// </summary>
internal sealed class BugsnagApi(IOptions<BugsnagOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CarrierWire _wire = new(Patience, time);

    /// <summary>Fixes, snoozes or opens. Asked twice it is as if asked once.</summary>
    /// <param name="seconds">Of a snooze.</param>
    public Task<WireAnswer> ChangeAsync(
        string token,
        SourceHandle error,
        SourceAct act,
        long seconds,
        CancellationToken cancellationToken
    )
    {
        var body = act switch
        {
            SourceAct.Close => """{"operation":"fix"}""",
            SourceAct.Snooze => string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"operation":"snooze","reopen_rules":{"reopen_if":"occurs_after","seconds":{{{seconds}}}}}"""
            ),
            _ => """{"operation":"open"}""",
        };
        return AskAsync(HttpMethod.Patch, PathOf(error), token, body, cancellationToken);
    }

    /// <summary>Asked twice there are two comments.</summary>
    public Task<WireAnswer> CommentAsync(
        string token,
        SourceHandle error,
        string words,
        CancellationToken cancellationToken
    )
    {
        var body = $$"""{"message":"{{JsonEncodedText.Encode(words)}}"}""";
        return AskAsync(HttpMethod.Post, $"{PathOf(error)}/comments", token, body, cancellationToken);
    }

    public Task<WireAnswer> ReadAsync(string token, SourceHandle error, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, PathOf(error), token, body: null, cancellationToken);

    /// <summary>Whether the token is one, asked without touching any error.</summary>
    public Task<WireAnswer> CheckAsync(string token, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, "/user/organizations", token, body: null, cancellationToken);

    public void Dispose() => _wire.Dispose();

    private static string PathOf(SourceHandle error) => $"/projects/{error.Project}/errors/{error.Error}";

    private async Task<WireAnswer> AskAsync(
        HttpMethod method,
        string path,
        string token,
        string? body,
        CancellationToken cancellationToken
    )
    {
        var root = options.Value.ApiUrl.AbsoluteUri.TrimEnd('/');
        using var request = new HttpRequestMessage(method, root + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("token", token);
        request.Headers.Add("X-Version", "2"); // the version that is spoken to who names none moves on
        using var content = body is null
            ? null
            : new SentContent(Encoding.UTF8.GetBytes(body), MediaTypeNames.Application.Json);
        return await _wire.AskAsync(request, content, cancellationToken);
    }
}
