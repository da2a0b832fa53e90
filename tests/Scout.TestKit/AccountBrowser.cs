using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Scout.Server.Accounts;

namespace Scout.TestKit;

/// <summary>An account in a browser without script: it opens pages and sends their forms.</summary>
public sealed partial class AccountBrowser : IDisposable
{
    private readonly HttpClient _client;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private string _token = "";

    private AccountBrowser(HttpClient client, string account, string key)
    {
        _client = client;
        Account = account;
        _cookies["scout"] = key;
    }

    public string Account { get; }

    /// <summary>What the last answer said.</summary>
    public string Page { get; private set; } = "";

    /// <summary>Where the last answer leads; empty when it is a page.</summary>
    public string Location { get; private set; } = "";

    /// <summary>Signs somebody in; the account is made when it is not there.</summary>
    public static async Task<AccountBrowser> SignInAsync(
        ScoutServer server,
        string account,
        string name,
        CancellationToken cancellationToken
    )
    {
        var now = server.Time.GetUtcNow();
        var key = await server.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into accounts (id, role, name, language, unit, zone, created_at)
                    values (@account, 'Member', @name, 'en', 'MgDl', 'UTC', @now)
                    on conflict (id) do nothing
                    """,
                    new
                    {
                        account,
                        name,
                        now = now.ToUnixTimeMilliseconds(),
                    }
                );
                return await session.OpenDeviceAsync(account, "Test", now);
            },
            cancellationToken
        );
        var client = server.CreateClient(
            new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false }
        );
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/html");
        return new AccountBrowser(client, account, key);
    }

    /// <summary>Gives the account a grant on a watch, without an invitation.</summary>
    public async Task LooksAfterAsync(
        ScoutServer server,
        string watch,
        string may,
        CancellationToken cancellationToken
    ) =>
        await server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    "insert into carers (watch_id, account_id, may, created_at) values (@watch, @Account, @may, 0)",
                    new
                    {
                        watch,
                        Account,
                        may,
                    }
                ),
            cancellationToken
        );

    public async Task<HttpStatusCode> OpensAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a form with the token of the page that was opened last.</summary>
    public async Task<HttpStatusCode> SendsAsync(
        string path,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] fields
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(
            fields
                .Append(("__RequestVerificationToken", _token))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2))
        );
        return await SendAsync(request, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpStatusCode> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(
            "Cookie",
            string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))
        );
        using var answer = await _client.SendAsync(request, cancellationToken);
        Page = await answer.Content.ReadAsStringAsync(cancellationToken);
        Location = answer.Headers.Location?.ToString() ?? "";
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }

        if (Token().Match(Page) is { Success: true } token)
        {
            _token = WebUtility.HtmlDecode(token.Groups["token"].Value);
        }

        return answer.StatusCode;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
