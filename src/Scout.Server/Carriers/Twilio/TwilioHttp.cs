using System.Net.Http.Headers;
using System.Text;

namespace Scout.Server.Carriers.Twilio;

/// <summary>One request to the account at Twilio: a form or a question.</summary>
internal sealed class TwilioHttp(TwilioOptions options, TimeProvider time) : IDisposable
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly CarrierWire _wire = new(options.Timeout, time);

    /// <param name="path">Below the account, e.g. "Calls.json".</param>
    public Task<WireAnswer> AskAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, form: null, cancellationToken);

    /// <param name="form">A name may come more than once.</param>
    public async Task<WireAnswer> PostAsync(
        string path,
        IEnumerable<KeyValuePair<string, string>> form,
        CancellationToken cancellationToken
    )
    {
        using var content = new FormUrlEncodedContent(form);
        return await SendAsync(
            HttpMethod.Post,
            path,
            await content.ReadAsByteArrayAsync(cancellationToken),
            cancellationToken
        );
    }

    public void Dispose() => _wire.Dispose();

    /// <summary>Whoever exchanges tokens at Twilio changes the setting a little later: 401 is asked again with the other.</summary>
    private async Task<WireAnswer> SendAsync(
        HttpMethod method,
        string path,
        byte[]? form,
        CancellationToken cancellationToken
    )
    {
        var answer = await OnceAsync(method, path, form, FirstSecret, cancellationToken);
        return answer is WireAnswer.Came { Status: 401 } && SecondSecret is { } second
            ? await OnceAsync(method, path, form, second, cancellationToken)
            : answer;
    }

    private async Task<WireAnswer> OnceAsync(
        HttpMethod method,
        string path,
        byte[]? form,
        string secret,
        CancellationToken cancellationToken
    )
    {
        var address = $"{options.ApiUrl.AbsoluteUri.TrimEnd('/')}/2010-04-01/Accounts/{options.AccountSid.Trim()}";
        using var content = form is null ? null : new SentContent(form, FormType);
        using var request = new HttpRequestMessage(method, path.Length == 0 ? $"{address}.json" : $"{address}/{path}");
        var user = options.HasApiKey ? options.ApiKey.Trim() : options.AccountSid.Trim();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        return await _wire.AskAsync(request, content, cancellationToken);
    }

    private string FirstSecret =>
        options.HasApiKey ? options.ApiSecret.Trim() : options.SigningTokens.FirstOrDefault("");

    private string? SecondSecret => !options.HasApiKey && options.SigningTokens is [_, var second] ? second : null;
}
