using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Scout.Core.Nightscout;

namespace Scout.Peers.Tests.Nightscout;

/// <summary>A real Nightscout 0.12.8 on this machine. The first start installs it, which takes about a minute.</summary>
public sealed class NightscoutPeer : IAsyncDisposable
{
    public const string Secret = "scout-test-secret-1";

    private readonly Process _process;
    private readonly HttpClient _http;

    private NightscoutPeer(Process process, Uri address)
    {
        _process = process;
        Address = address;
        _http = new HttpClient { BaseAddress = address };
        var hash = ((NightscoutCredential.Secret)NightscoutCredential.Parse(Secret)).Hash;
        _http.DefaultRequestHeaders.Add("api-secret", hash);
    }

    public Uri Address { get; }

    /// <summary>Skips the test, with the reason, where there is no peer to start.</summary>
    /// <param name="roles">"readable", or "denied" for a site that needs a credential.</param>
    public static async Task<NightscoutPeer> StartAsync(string roles, CancellationToken cancellationToken)
    {
        var script = Path.Combine(Folder(), "nightscout", "start.sh");
        if (!File.Exists(script))
        {
            Assert.Skip($"no Nightscout to start at {script}; SCOUT_PEERS names the folder of peers");
        }

        var start = new ProcessStartInfo("bash", [script, "0"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["API_SECRET"] = Secret;
        start.Environment["AUTH_DEFAULT_ROLES"] = roles;
        var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line is null)
        {
            Assert.Skip("the Nightscout peer did not start; what it needs (node, npm, the registry) is missing");
        }

        var address = line.Split(' ')[0].Split('=', 2)[1];
        return new NightscoutPeer(process, new Uri(address + "/"));
    }

    public async Task PostAsync(double mgDl, DateTimeOffset at, CancellationToken cancellationToken)
    {
        object[] rows =
        [
            new
            {
                type = "sgv",
                sgv = mgDl,
                date = at.ToUnixTimeMilliseconds(),
                dateString = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                direction = "FortyFiveDown",
                device = "test",
            },
        ];
        using var response = await _http.PostAsJsonAsync("api/v1/entries.json", rows, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A token as an administrator would make it.</summary>
    public async Task<string> TokenAsync(string role, CancellationToken cancellationToken)
    {
        var subject = new
        {
            name = $"Scout {role}",
            roles = new[] { role },
            notes = "",
        };
        using var made = await _http.PostAsJsonAsync("api/v2/authorization/subjects", subject, cancellationToken);
        made.EnsureSuccessStatusCode();
        var subjects = await _http.GetFromJsonAsync<JsonElement>("api/v2/authorization/subjects", cancellationToken);
        return subjects
                .EnumerateArray()
                .First(item => item.GetProperty("name").GetString() == subject.name)
                .GetProperty("accessToken")
                .GetString()
            ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        // SIGTERM, so that the script ends its children.
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("SCOUT_PEERS") is { Length: > 0 } set)
        {
            return set;
        }

        return Path.Combine(Checkout.Root().Parent?.FullName ?? "", "shared", "peers");
    }
}
