using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.TestKit;

/// <summary>Browsers of people who have signed in.</summary>
public static partial class SignedIn
{
    /// <summary>
    /// A browser signed in as the account, which is made when it is not there. It follows no redirects and keeps cookies.
    /// </summary>
    /// <param name="account">Account id, and name; "owner" is there from the start.</param>
    /// <param name="role">Of an account that is made: Owner or Member.</param>
    public static async Task<HttpClient> AsAsync(
        ScoutServer server,
        string account,
        CancellationToken cancellationToken,
        string role = Role.Member
    )
    {
        var cookies = new CookieContainer();
        cookies.Add(
            new Cookie(
                DeviceCookie.Name,
                await KeyAsync(server.Services, account, cancellationToken, role),
                "/",
                "localhost"
            )
        );
        return Browser(server, cookies);
    }

    /// <summary>A browser of a stranger. It follows no redirects and keeps cookies.</summary>
    public static HttpClient Nobody(ScoutServer server) => Browser(server, new CookieContainer());

    private static HttpClient Browser(ScoutServer server, CookieContainer cookies)
    {
        var client = server.CreateDefaultClient(new CookieContainerHandler(cookies));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    /// <summary>What the cookie "scout" of a device holds that is signed in as the account.</summary>
    public static async Task<string> KeyAsync(
        IServiceProvider services,
        string account,
        CancellationToken cancellationToken,
        string role = Role.Member
    )
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return await services
            .GetRequiredService<Database>()
            .WriteAsync(
                async session =>
                {
                    await session.ExecuteAsync(
                        """
                        insert into accounts (id, role, name, language, unit, zone, created_at)
                        values (@account, @role, @account, 'en', 'MgDl', 'UTC', @now)
                        on conflict (id) do nothing
                        """,
                        new
                        {
                            account,
                            role,
                            now = now.ToUnixTimeMilliseconds(),
                        }
                    );
                    return await session.OpenDeviceAsync(account, "Test", now);
                },
                cancellationToken
            );
    }

    /// <summary>Fills a form in: opens the page for its antiforgery token and posts the fields with it.</summary>
    /// <param name="page">A page with a form.</param>
    /// <param name="action">Where the form posts to.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client,
        string page,
        string action,
        IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken cancellationToken
    )
    {
        using var opened = await client.GetAsync(page, cancellationToken);
        using var form = FormOf(await opened.Content.ReadAsStringAsync(cancellationToken), fields);
        return await client.PostAsync(new Uri(action, UriKind.Relative), form, cancellationToken);
    }

    /// <summary>A form filled in: the fields, and the antiforgery token of the page.</summary>
    public static FormUrlEncodedContent FormOf(string page, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var token = WebUtility.HtmlDecode(FormToken().Match(page).Groups["value"].Value);
        return token.Length > 0
            ? new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)])
            : throw new InvalidOperationException($"There is no form:\n{page}");
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
