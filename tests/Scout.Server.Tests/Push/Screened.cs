using System.Net;
using System.Net.Http.Headers;
using Scout.Server.Tests.Pages;
using Scout.Server.Tests.Stories;
using Scout.TestKit;
using Scout.TestKit.Push;

namespace Scout.Server.Tests.Push;

/// <summary>The city of the stories, where Sam and others may have screens too.</summary>
internal sealed class Screened : IAsyncDisposable
{
    /// <summary>What a browser says of itself; nobody here reads what is sealed for it.</summary>
    public const string BrowserKey =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private Screened(FakePush push, City city, Visitor owner)
    {
        Push = push;
        City = city;
        Owner = owner;
    }

    public FakePush Push { get; }

    public City City { get; }

    public Visitor Owner { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Screened> StartAsync(string engine = BothEngines.Sqlite)
    {
        var push = await FakePush.StartAsync(Stop);
        var city = await City.StartAsync(engine, push.Settings);
        return new Screened(push, city, await Visitor.ComesAsync(city.Server));
    }

    public Task<string?> TextAsync(string sql, object? arguments = null) =>
        City.Server.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>(sql, arguments), Stop);

    public async Task<string> PageOfAsync(string phone) =>
        $"/contacts/{await TextAsync("select id from contacts where phone = @phone", new { phone })}/screens";

    public async Task AddNtfyAsync(string phone, bool hidesValues = false)
    {
        var page = await PageOfAsync(phone);
        await Owner.PostsAsync(
            page,
            $"{page}/ntfy",
            ("server", Push.Ntfy.ToString()),
            ("topic", FakePush.Topic),
            ("token", FakePush.TopicToken),
            ("hide", hidesValues ? "1" : "")
        );
    }

    public async Task AddPushoverAsync(string phone, string user = FakePush.PushoverUser)
    {
        var page = await PageOfAsync(phone);
        await Owner.PostsAsync(page, $"{page}/pushover", ("user", user), ("application", ""));
    }

    public async Task AddBrowserAsync(string phone)
    {
        var page = await PageOfAsync(phone);
        await Owner.PostsAsync(
            page,
            $"{page}/browser",
            ("endpoint", Push.Endpoint.ToString()),
            ("key", BrowserKey),
            ("auth", "BTBZMqHH6r4Tts7J_aSIgg")
        );
    }

    /// <summary>An app or a browser asks the address of a button.</summary>
    public async Task<(HttpStatusCode Status, string Words)> AsksAsync(
        Pushed message,
        HttpMethod? method = null,
        string accept = "*/*"
    )
    {
        using var client = City.Server.CreateClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(message.Link!).PathAndQuery);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var answer = await client.SendAsync(request, Stop);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await City.DisposeAsync();
        await Push.DisposeAsync();
    }
}
