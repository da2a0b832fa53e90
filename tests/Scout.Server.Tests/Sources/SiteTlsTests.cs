using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.TestKit;

namespace Scout.Server.Tests.Sources;

public sealed class SiteTlsTests : IDisposable
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly TestAuthority _authority = new();
    private readonly ManualTime _time = new();
    private readonly SiteConnector _connector;
    private readonly NightscoutClient _client;
    private X509Certificate2Collection _trusted;
    private int _lookups;

    public SiteTlsTests()
    {
        _trusted = [_authority.Root];
        var options = Options.Create(new NightscoutOptions { AllowPrivateUrls = true });
        _connector = new SiteConnector(options, new SiteTls(_time, Authorities));
        _client = new NightscoutClient(_connector, options, _time);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _connector.Dispose();
        _authority.Dispose();
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task All_authorities_are_asked_once_and_again_after_five_minutes()
    {
        await using var site = await SecureSite.StartAsync(_authority.Sign("localhost"));
        await using var other = await SecureSite.StartAsync(_authority.Sign("localhost"));
        (await FailureAsync(site.Address)).ShouldBe(SourceFailure.None);
        (await FailureAsync(site.Address)).ShouldBe(SourceFailure.None);
        (await FailureAsync(other.Address)).ShouldBe(SourceFailure.None);
        _lookups.ShouldBe(1);
        _time.Advance(SiteTls.Memory);
        (await FailureAsync(site.Address)).ShouldBe(SourceFailure.None);
        _lookups.ShouldBe(2);
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task An_authority_that_is_trusted_no_longer_is_refused_five_minutes_later()
    {
        await using var site = await SecureSite.StartAsync(_authority.Sign("localhost"));
        (await FailureAsync(site.Address)).ShouldBe(SourceFailure.None);
        _trusted = [];
        _time.Advance(SiteTls.Memory);
        (await FailureAsync(site.Address)).ShouldBe(SourceFailure.Tls);
        site.Requests.ShouldBe(1);
    }

    [Theory]
    [Trait("Rule", "NS-R25")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_authority_that_is_not_trusted_is_refused_whomever_others_were_proven_by(bool othersFirst)
    {
        using var stranger = new TestAuthority(); // of the same name
        await using var site = await SecureSite.StartAsync(stranger.Sign("localhost"));
        await RefusedAsync(site, site.Address, othersFirst);
    }

    [Theory]
    [Trait("Rule", "NS-R25")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_for_another_host_is_refused(bool othersFirst)
    {
        await using var site = await SecureSite.StartAsync(_authority.Sign("nightscout.example"));
        await RefusedAsync(site, site.Address, othersFirst);
        await RefusedAsync(site, new Uri($"https://127.0.0.1:{site.Port}/"), othersFirst);
    }

    [Theory]
    [Trait("Rule", "NS-R25")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_that_has_ended_is_refused(bool othersFirst)
    {
        await using var site = await SecureSite.StartAsync(_authority.Sign("localhost", days: -1));
        await RefusedAsync(site, site.Address, othersFirst);
    }

    [Theory]
    [Trait("Rule", "NS-R25")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_for_clients_is_refused(bool othersFirst)
    {
        await using var site = await SecureSite.StartAsync(_authority.Sign("localhost", purpose: ForClients));
        await RefusedAsync(site, site.Address, othersFirst);
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task Nothing_is_fetched_from_an_address_that_a_certificate_names()
    {
        using var stranger = new TestAuthority();
        using var named = new TcpListener(IPAddress.Loopback, 0);
        named.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)named.LocalEndpoint).Port}/issuer");
        await using var site = await SecureSite.StartAsync(stranger.Sign("localhost", issuerAt: address));
        await RefusedAsync(site, site.Address, othersFirst: false);
        named.Pending().ShouldBeFalse();
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task Sockets_go_the_same_way()
    {
        await using var site = await SecureSite.StartAsync(_authority.Sign("localhost"));
        using var socket = new ClientWebSocket();
        await Should.ThrowAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"wss://localhost:{site.Port}/"), _connector, Cancelled)
        );
        site.Requests.ShouldBe(1); // it answered, though not as a socket
        _lookups.ShouldBe(1);
    }

    private async Task RefusedAsync(SecureSite site, Uri address, bool othersFirst)
    {
        if (othersFirst)
        {
            await using var good = await SecureSite.StartAsync(_authority.Sign("localhost"));
            (await FailureAsync(good.Address)).ShouldBe(SourceFailure.None);
        }

        (await FailureAsync(address)).ShouldBe(SourceFailure.Tls);
        site.Requests.ShouldBe(0);
    }

    private X509ChainPolicy Authorities()
    {
        _lookups++;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
        policy.CustomTrustStore.AddRange(_trusted);
        return policy;
    }

    private async Task<SourceFailure> FailureAsync(Uri site)
    {
        var access = new SiteAccess(site, NightscoutCredential.Parse(""));
        var answer = await _client.GetAsync(access, "api/v1/entries/sgv.json?count=10", null, Cancelled);
        return answer is SiteAnswer.Failed failed ? failed.Failure : SourceFailure.None;
    }
}
