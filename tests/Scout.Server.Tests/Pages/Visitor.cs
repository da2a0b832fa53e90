using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Scout.Server.Accounts;
using Scout.TestKit;

namespace Scout.Server.Tests.Pages;

/// <summary>Somebody with a browser that is signed in: opens pages, fills in their forms, presses their buttons.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _client;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    private Visitor(HttpClient client) => _client = client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes the account where there is none, and signs a device in for it.</summary>
    public static async Task<Visitor> ComesAsync(
        ScoutServer server,
        string account = Viewer.OwnerId,
        string role = Role.Member,
        string language = "en"
    )
    {
        var now = server.Time.GetUtcNow();
        var key = await server.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into accounts (id, role, name, language, unit, zone, created_at)
                    values (@account, @role, @account, @language, '', '', @now)
                    on conflict (id) do nothing
                    """,
                    new
                    {
                        account,
                        role,
                        language,
                        now = now.ToUnixTimeMilliseconds(),
                    }
                );
                return await session.OpenDeviceAsync(account, "A browser", now);
            },
            Stop
        );
        var client = server.CreateClient(
            new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false }
        );
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var visitor = new Visitor(client);
        visitor._cookies[DeviceCookie.Name] = key;
        return visitor;
    }

    /// <summary>The page's words, entities decoded.</summary>
    public async Task<string> SeesAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var (found, html) = await SendAsync(request);
        found.ShouldBe(status, $"{path}: {html}");
        return html;
    }

    /// <summary>What the page's fields hold, as a browser would send them: chosen options, no empty check boxes.</summary>
    public async Task<(string Name, string Value)[]> FieldsAsync(string path)
    {
        var html = (await SeesAsync(path)).Split($"action=\"{path}\"")[1].Split("</form>")[0];
        var fields = Input()
            .Matches(html)
            .Select(input => input.Value)
            .Where(input => !input.Contains("type=\"checkbox\"", StringComparison.Ordinal))
            .Select(input => (Name: Attribute(input, "name"), Value: Attribute(input, "value")));
        var choices = Select()
            .Matches(html)
            .Where(select => !select.Value.Contains("disabled", StringComparison.Ordinal))
            .Select(select =>
                (
                    Name: Attribute(select.Value, "name"),
                    Value: Attribute(Chosen().Match(select.Value) is { Success: true } one ? one.Value : "", "value")
                )
            );
        return
        [
            .. fields
                .Concat(choices)
                .Where(field => field.Name.Length > 0 && !field.Name.StartsWith("__", StringComparison.Ordinal)),
        ];
    }

    private static string Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"(?<is>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["is"].Value;

    /// <summary>Posts a form of the page it came from. Returns what is shown, after the redirect where there is one.</summary>
    public async Task<string> PostsAsync(
        string from,
        string to,
        HttpStatusCode status,
        params (string Name, string Value)[] fields
    )
    {
        var token = FormToken().Match(await SeesAsync(from)).Groups["value"].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, to);
        request.Content = new FormUrlEncodedContent([
            .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
            new("__RequestVerificationToken", token),
        ]);
        var (found, html) = await SendAsync(request);
        found.ShouldBe(status, $"{to}: {html}");
        return html;
    }

    /// <summary>Posts and is led on.</summary>
    public Task PostsAsync(string from, string to, params (string Name, string Value)[] fields) =>
        PostsAsync(from, to, HttpStatusCode.Redirect, fields);

    public void Dispose() => _client.Dispose();

    private async Task<(HttpStatusCode Status, string Html)> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var answer = await _client.SendAsync(request, Stop);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var pair in cookies.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
            {
                _cookies[pair[0]] = pair[1];
            }
        }

        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
    }

    [GeneratedRegex("<input [^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Input();

    [GeneratedRegex("<select .*?</select>", RegexOptions.Singleline, 1000)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"[^\"]*\" selected[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Chosen();

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
