using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Scout.Server.Sources.Tandem;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>Logins as tconnectsync made them, request by request, and what each comes to.</summary>
public sealed class LoginVectorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_recorded_login_is_asked_for_alike_and_comes_to_the_same()
    {
        var recordings = VectorFolder.Read("auth_flows.json");
        var random = Convert.FromHexString(recordings.GetProperty("pkce").GetProperty("randomBytesHex").GetString()!);
        var pkce = Pkce.Of(random);
        pkce.Verifier.ShouldBe(recordings.GetProperty("pkce").GetProperty("codeVerifier").GetString());
        pkce.Challenge.ShouldBe(recordings.GetProperty("pkce").GetProperty("codeChallenge").GetString());
        foreach (var recording in recordings.GetProperty("cases").EnumerateArray())
        {
            await TryAsync(recording, pkce);
        }
    }

    private static async Task TryAsync(JsonElement recording, Pkce pkce)
    {
        var name = recording.GetProperty("name").GetString()!;
        await using var tandem = await RecordedTandem.StartAsync(recording.GetProperty("mock"), Stop);
        var options = Options.Create(
            new TandemOptions
            {
                SsoUrl = new Uri(tandem.Url, "sso/"),
                LoginUrl = new Uri(tandem.Url, "tdc/"),
                SourceUrl = new Uri(tandem.Url, "source/"),
            }
        );
        using var wire = new TandemWire(options, TimeProvider.System);
        var login = new TandemLogin(
            wire,
            new TandemMap(options),
            new TandemTrust(wire, TimeProvider.System, NullLogger<TandemTrust>.Instance),
            TimeProvider.System
        )
        {
            MakePkce = () => pkce,
        };
        var credentials = new TandemCredentials(
            recording.GetProperty("username").GetString()!,
            recording.GetProperty("password").GetString()!
        );
        var outcome = TandemFailure.None;
        TandemPass? pass = null;
        try
        {
            pass = await login.LoginAsync(TandemRegion.Us, credentials, Stop);
        }
        catch (TandemException exception)
        {
            outcome = exception.Failure;
            exception.Message.ShouldNotContain(credentials.Email);
            exception.Message.ShouldNotContain(credentials.Password);
        }

        outcome.ShouldBe(Expected(name), name);
        if (recording.GetProperty("expect") is var expect && expect.GetProperty("ok").GetBoolean())
        {
            pass!.PumperId.ShouldBe(expect.GetProperty("pumperId").GetString());
            pass.AccountId.ShouldBe(expect.GetProperty("accountId").GetString());
            pass.AccessToken.ShouldBe(expect.GetProperty("accessToken").GetString());
        }

        // Pages at the end of a redirect need not be loaded: the address says it all.
        JsonElement[] exchanges =
        [
            .. recording
                .GetProperty("exchanges")
                .EnumerateArray()
                .Where(one =>
                    one.GetProperty("url").GetString() is not ({ } url)
                    || !(
                        url.Contains("/auth/callback", StringComparison.Ordinal)
                        || url.Contains("/login?", StringComparison.Ordinal)
                    )
                ),
        ];
        tandem.All.Count.ShouldBe(exchanges.Length, name);
        foreach (var (exchange, asked) in exchanges.Zip(tandem.All))
        {
            Compare(exchange, asked, name);
        }
    }

    private static void Compare(JsonElement exchange, RecordedTandem.Asked asked, string name)
    {
        asked.Method.ShouldBe(exchange.GetProperty("method").GetString(), name);
        asked.Url.ShouldBe(exchange.GetProperty("url").GetString(), name);
        foreach (var pair in Pairs(exchange, "query"))
        {
            asked.Query[pair.Key].ShouldBe(pair.Value, name);
        }

        foreach (var pair in Pairs(exchange, "headers"))
        {
            asked.Headers[pair.Key].ShouldBe(pair.Value, name);
        }

        var body = Pairs(exchange, "body");
        var isForm = asked.Headers.GetValueOrDefault("Content-Type", "").Contains("form", StringComparison.Ordinal);
        var sent =
            body.Count == 0 ? []
            : isForm ? QueryHelpers.ParseQuery(asked.Body).ToDictionary(one => one.Key, one => one.Value.ToString())
            : JsonSerializer.Deserialize<Dictionary<string, string>>(asked.Body)!;
        sent.OrderBy(one => one.Key).ShouldBe(body.OrderBy(one => one.Key), name);
    }

    private static Dictionary<string, string> Pairs(JsonElement exchange, string part) =>
        exchange.TryGetProperty(part, out var pairs)
            ? pairs.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!)
            : [];

    /// <summary>What each recording is, in Scout's words; others by their exception's name.</summary>
    private static TandemFailure Expected(string name) =>
        name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..] switch
        {
            "ok" or "other_audience_tolerated" => TandemFailure.None,
            "bad_credentials" => TandemFailure.Credentials,
            "authorize_without_code" => TandemFailure.NotAccepted,
            "token_without_id_token" => TandemFailure.TokenIncomplete,
            "wrong_signature" => TandemFailure.TokenNotTrusted,
            "no_pumper_id" => TandemFailure.NoPumper,
            _ => throw new InvalidOperationException($"What {name} comes to is not written down."),
        };
}
