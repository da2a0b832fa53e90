using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Due;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;
using Scout.TestKit;
using Scout.TestKit.Nightscout;

namespace Scout.Peers.Tests.Nightscout;

/// <summary>Scout's client, poller and socket against a real Nightscout, and the fake site against the same.</summary>
public sealed class RealNightscoutTests : IAsyncDisposable
{
    private const string Poll = "api/v1/entries/sgv.json?count=10";
    private readonly IOptions<NightscoutOptions> _options = Options.Create(
        new NightscoutOptions { AllowPrivateUrls = true }
    );
    private readonly SiteConnector _connector;
    private readonly NightscoutClient _client;
    private readonly PollFigures _figures = new();

    public RealNightscoutTests()
    {
        _connector = new SiteConnector(_options, new SiteTls(TimeProvider.System));
        _client = new NightscoutClient(_connector, _options, TimeProvider.System);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    [Trait("Rule", "NS-R20")]
    [Trait("Rule", "NS-R22")]
    public async Task A_denied_site_opens_to_its_secret_and_to_a_readable_token_and_to_nothing_else()
    {
        await using var peer = await NightscoutPeer.StartAsync("denied", Cancelled);
        await peer.PostAsync(101, Now.AddMinutes(-2), Cancelled);
        var token = await peer.TokenAsync("readable", Cancelled);
        NightscoutCredential.Parse(token).ShouldBeOfType<NightscoutCredential.AccessToken>();

        (await FailureAsync(peer.Address, "")).ShouldBe(SourceFailure.Unauthorized);
        (await FailureAsync(peer.Address, "not the secret")).ShouldBe(SourceFailure.Unauthorized);
        (await FailureAsync(peer.Address, "other-0000000000000000")).ShouldBe(SourceFailure.Unauthorized);
        (await FailureAsync(peer.Address, NightscoutPeer.Secret)).ShouldBe(SourceFailure.None);
        (await FailureAsync(peer.Address, token)).ShouldBe(SourceFailure.None);

        var test = new SiteTest(_client, TimeProvider.System);
        var byToken = await test.RunAsync(peer.Address, NightscoutCredential.Parse(token), Cancelled);
        byToken.Rights.ShouldBe(CredentialRights.Reading);
        byToken.IsWorldReadable.ShouldBeFalse();
        byToken.Status!.Version.ShouldBe("0.12.8");
        byToken.Last!.Value.Value.ShouldBe(101);
        byToken.ClockAhead!.Value.Duration().ShouldBeLessThan(TimeSpan.FromSeconds(30));
        var bySecret = await test.RunAsync(peer.Address, NightscoutCredential.Parse(NightscoutPeer.Secret), Cancelled);
        bySecret.Rights.ShouldBe(CredentialRights.MoreThanReading);
    }

    [Fact]
    [Trait("Rule", "NS-R3")]
    [Trait("Rule", "NS-R27")]
    public async Task Readings_arrive_by_poll_and_by_push()
    {
        await using var peer = await NightscoutPeer.StartAsync("readable", Cancelled);
        await using var database = await TestDatabase.CreateAsync(BothEngines.Sqlite, Cancelled);
        var values = System.Threading.Channels.Channel.CreateUnbounded<Reading>();
        var store = new SourceStore(new SecretBox(new EphemeralDataProtectionProvider()), _options);
        var memories = new SiteMemories(store);
        var book = new SiteBook(database.Database, _client, TakeAsync, NullLogger<SiteBook>.Instance);
        var poller = new NightscoutPoller(
            database.Database,
            new SiteReader(_client),
            memories,
            book,
            _figures,
            _options,
            TimeProvider.System,
            NullLogger<NightscoutPoller>.Instance
        );
        var source = await DeclareAsync(database, store, peer.Address);

        await peer.PostAsync(101, Now.AddMinutes(-5), Cancelled);
        await poller.DoAsync(new DueRow("poll", source, Now.ToUnixTimeMilliseconds(), 1, 1), Cancelled);
        var first = await values.Reader.ReadAsync(Cancelled);
        first.Value.ShouldBe(101);
        first.Trend.ShouldBe(Trend.FallingSlowly);

        var push = new NightscoutPush(
            database.Database,
            _client,
            _connector,
            poller,
            memories,
            _options,
            TimeProvider.System,
            NullLogger<NightscoutPush>.Instance
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var listening = push.DoAsync(new DueRow("push", source, 0, 1, 1), stop.Token);
        await peer.PostAsync(61, Now, Cancelled);
        // About 7 s on this version, and nothing in the first 20 s after its start.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        (await values.Reader.ReadAsync(patience.Token)).Value.ShouldBe(61);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(listening);

        Task TakeAsync(string watch, WatchInput input, CancellationToken cancellationToken)
        {
            foreach (var reading in ((WatchInput.ReadingsArrived)input).Readings)
            {
                values.Writer.TryWrite(reading);
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task The_fake_site_answers_as_the_real_one_does()
    {
        await using var peer = await NightscoutPeer.StartAsync("readable", Cancelled);
        await using var fake = await FakeNightscout.StartAsync();
        fake.Root.IsOld = true;
        var now = Now;
        foreach (var (value, age) in new[] { (101.0, 16), (39.0, 11), (5.0, 6), (401.0, 1) })
        {
            await peer.PostAsync(value, now.AddMinutes(-age), Cancelled);
            fake.Root.Add(value, now.AddMinutes(-age), "FortyFiveDown");
        }

        foreach (var path in new[] { Poll, "api/v1/entries/sgv.json?count=1&find[date][$gte]=0" })
        {
            var real = await ContentAsync(peer.Address, path);
            var imitation = await ContentAsync(fake.Address, path);
            Readings(real, now).ShouldBe(Readings(imitation, now));
            real.ETag.ShouldNotBeNull().ShouldStartWith("W/");
            imitation.ETag.ShouldNotBeNull().ShouldStartWith("W/");
            (await GetAsync(peer.Address, path, real.ETag)).ShouldBeOfType<SiteAnswer.NotModified>();
            (await GetAsync(fake.Address, path, imitation.ETag)).ShouldBeOfType<SiteAnswer.NotModified>();
        }

        foreach (var path in new[] { "api/v1/nope.json", "api/v1/status.json", "api/v1/verifyauth" })
        {
            (await GetAsync(peer.Address, path)).GetType().ShouldBe((await GetAsync(fake.Address, path)).GetType());
        }

        // On a site of this age a wrong secret on a readable site reads as nobody; a wrong token cannot be exchanged.
        foreach (var credential in new[] { "not the secret", NightscoutPeer.Secret, "other-0000000000000000" })
        {
            (await FailureAsync(peer.Address, credential)).ShouldBe(await FailureAsync(fake.Address, credential));
        }
    }

    public ValueTask DisposeAsync()
    {
        _connector.Dispose();
        _figures.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task<string> DeclareAsync(TestDatabase database, SourceStore store, Uri site) =>
        database.Database.WriteAsync(
            async session =>
            {
                var source = await store.DeclareAsync(session, site, NightscoutCredential.None, Now);
                await session.ExecuteAsync(
                    """
                    insert into watches (id, kind, name, source_id, settings, declared_by, created_at)
                    values ('sam', 'nightscout', 'Sam', @source, '{}', 'environment', 0)
                    """,
                    new { source }
                );
                return source;
            },
            Cancelled
        );

    private static IEnumerable<(DateTimeOffset, double, Trend)> Readings(
        SiteAnswer.Content content,
        DateTimeOffset now
    ) =>
        NightscoutEntries
            .Parse(content.Body, now)
            .Readings.Select(reading => (reading.At, reading.Value, reading.Trend));

    private async Task<SiteAnswer.Content> ContentAsync(Uri site, string path) =>
        (await GetAsync(site, path)).ShouldBeOfType<SiteAnswer.Content>();

    private Task<SiteAnswer> GetAsync(Uri site, string path, string? etag = null) =>
        _client.GetAsync(new SiteAccess(site, NightscoutCredential.None), path, etag, Cancelled);

    private async Task<SourceFailure> FailureAsync(Uri site, string credential)
    {
        var access = new SiteAccess(site, NightscoutCredential.Parse(credential));
        var answer = await _client.GetAsync(access, Poll, null, Cancelled);
        return (answer as SiteAnswer.Failed)?.Failure ?? SourceFailure.None;
    }
}
