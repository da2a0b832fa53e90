using System.Globalization;
using System.Text.Json;
using Scout.TestKit;

namespace Scout.Peers.Tests.Outside;

/// <summary>A demo in a process of its own, and its telephones as a script on the same machine sees them.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scout-new-user-").FullName;
    private readonly HttpClient _http;
    private readonly ScoutProcess _process;
    private StreamReader? _events;

    private DemoProcess()
    {
        var address = $"http://127.0.0.1:{ScoutProcess.FreePort().ToString(CultureInfo.InvariantCulture)}";
        _http = new HttpClient { BaseAddress = new Uri(address) };
        _process = ScoutProcess.Start(_folder, [new("ASPNETCORE_URLS", address)], "demo");
    }

    public static async Task<DemoProcess> StartAsync(CancellationToken cancellationToken)
    {
        var demo = new DemoProcess();
        await demo._process.ReadyAsync(cancellationToken);
        demo._events = new StreamReader(await demo._http.GetStreamAsync("/api/live", cancellationToken));
        return demo;
    }

    /// <summary>Waits, event by event, until the telephones are as wanted.</summary>
    public async Task<Dictionary<string, DemoPhone>> UntilAsync(
        Func<Dictionary<string, DemoPhone>, bool> wanted,
        TimeSpan within,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        while (true)
        {
            var phones = await PhonesAsync(limit.Token);
            if (wanted(phones))
            {
                return phones;
            }

            while (await _events!.ReadLineAsync(limit.Token) is not "event: phones")
            {
                // something else has changed
            }
        }
    }

    /// <summary>answer, decline, press?key=1.</summary>
    public async Task ActAsync(string number, string act, CancellationToken cancellationToken)
    {
        using var done = await _http.PostAsync($"/api/sandbox/phones/{number}/{act}", null, cancellationToken);
        done.EnsureSuccessStatusCode();
    }

    public Task<int> StopAsync(CancellationToken cancellationToken) => _process.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _events?.Dispose();
        _http.Dispose();
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Dictionary<string, DemoPhone>> PhonesAsync(CancellationToken cancellationToken)
    {
        var phones = await _http.GetFromJsonAsync<JsonElement>("/api/sandbox/phones", cancellationToken);
        return phones.EnumerateArray().Select(DemoPhone.Of).ToDictionary(phone => phone.Number);
    }
}

/// <summary>A telephone of the demo.</summary>
/// <param name="Says">What the newest call says, once answered.</param>
/// <param name="Calls">How many calls it had.</param>
internal sealed record DemoPhone(string Number, bool Rings, string Says, int Calls, IReadOnlyList<string> Texts)
{
    public static DemoPhone Of(JsonElement phone)
    {
        var calls = phone.GetProperty("calls");
        var newest = calls.GetArrayLength() > 0 ? calls[0] : default;
        var isThere = newest.ValueKind is JsonValueKind.Object;
        return new DemoPhone(
            phone.GetProperty("number").GetString() ?? "",
            isThere && newest.GetProperty("state").GetString() is "ringing",
            isThere ? newest.GetProperty("says").GetString() ?? "" : "",
            calls.GetArrayLength(),
            [.. phone.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("body").GetString() ?? "")]
        );
    }
}
