using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;

namespace Scout.Server.Carriers.Vonage;

/// <summary>One request to Vonage: JSON, with the application's token.</summary>
internal sealed class VonageHttp(VonageOptions options, VonageToken token, TimeProvider time) : IDisposable
{
    private readonly CarrierWire _wire = new(options.Timeout, time);

    /// <summary>Throws only when <paramref name="cancellationToken"/> is cancelled.</summary>
    public async Task<WireAnswer> AskAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        var json = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, VonageWire.Json);
        using var content = json is null ? null : new SentContent(json, MediaTypeNames.Application.Json);
        using var request = new HttpRequestMessage(method, Address(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Current());
        return await _wire.AskAsync(request, content, cancellationToken);
    }

    public void Dispose() => _wire.Dispose();

    private Uri Address(string path) => new($"{options.ApiUrl.AbsoluteUri.TrimEnd('/')}/{path}");
}
