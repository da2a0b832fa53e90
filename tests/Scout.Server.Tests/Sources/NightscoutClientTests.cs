using System.Net;
using System.Net.Sockets;
using System.Text;
using Scout.Core.Nightscout;
using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Sources;

public sealed class NightscoutClientTests
{
    private const string Poll = "api/v1/entries/sgv.json?count=10";
    private const string Token = "scoutreade-25bb9ce31e1ab4e8";
    private const string Secret = "scout-test-secret-1";
    private const string Hash = "9fadc7e204d1d88bbb1cb324a9f8fc30d7ed8681";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Rule", "NS-R16")]
    [InlineData(FakeFault.Html, SourceFailure.NotNightscout)]
    [InlineData(FakeFault.NotFound, SourceFailure.NotNightscout)]
    [InlineData(FakeFault.BootError, SourceFailure.ServerError)]
    [InlineData(FakeFault.MongoError, SourceFailure.ServerError)]
    [InlineData(FakeFault.Asleep, SourceFailure.ServerError)]
    [InlineData(FakeFault.Unauthorized, SourceFailure.Unauthorized)]
    [InlineData(FakeFault.Huge, SourceFailure.TooLarge)]
    [InlineData(FakeFault.RedirectLoop, SourceFailure.Redirect)]
    [InlineData(FakeFault.RedirectAway, SourceFailure.Redirect)]
    [InlineData(FakeFault.Abort, SourceFailure.Connect)]
    public async Task Every_way_to_fail_has_its_class(FakeFault fault, SourceFailure expected)
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Fault = fault;
        var failed = (await GetAsync(bench, "")).ShouldBeOfType<SiteAnswer.Failed>();
        failed.Failure.ShouldBe(expected);
        failed.Detail.ShouldNotContain("127.0.0.1");
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task A_site_that_hangs_is_given_up_after_twenty_seconds()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Fault = FakeFault.Hang;
        var arrived = new TaskCompletionSource();
        bench.Site.OnRequest = _ => arrived.TrySetResult();
        var answer = GetAsync(bench, "");
        await arrived.Task;
        bench.Time.Advance(TimeSpan.FromSeconds(19.9));
        answer.IsCompleted.ShouldBeFalse();
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        (await answer).ShouldBeOfType<SiteAnswer.Failed>().Failure.ShouldBe(SourceFailure.Timeout);
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task Nobody_listening_an_unknown_name_and_no_certificate_are_told_apart()
    {
        await using var bench = await SiteBench.CreateAsync();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        (await FailureAsync(bench, $"http://127.0.0.1:{port}/")).ShouldBe(SourceFailure.Connect);
        (await FailureAsync(bench, "https://nobody.invalid/")).ShouldBe(SourceFailure.Dns);
        (await FailureAsync(bench, $"https://127.0.0.1:{bench.Fake.Address.Port}/")).ShouldBe(SourceFailure.Tls);
    }

    [Fact]
    [Trait("Rule", "NS-R16")]
    public async Task Something_that_does_not_speak_http_is_not_nightscout()
    {
        await using var bench = await SiteBench.CreateAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var greeting = GreetAsync(listener);
        (await FailureAsync(bench, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")).ShouldBe(
            SourceFailure.NotNightscout
        );
        await greeting;

        static async Task GreetAsync(TcpListener listener)
        {
            using var client = await listener.AcceptTcpClientAsync(Cancelled);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("220 mail.example ESMTP\r\n\r\n"), Cancelled);
        }
    }

    [Theory]
    [Trait("Rule", "NS-R25")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://localhost")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://2130706433")]
    [InlineData("http://0x7f.1")]
    public async Task Private_addresses_are_refused_before_anything_is_sent(string host)
    {
        await using var bench = await SiteBench.CreateAsync(set: options => options.AllowPrivateUrls = false);
        (await FailureAsync(bench, $"{host}:{bench.Fake.Address.Port}/")).ShouldBe(SourceFailure.BlockedAddress);
        bench.Site.Requests.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task A_redirect_to_the_same_host_is_followed()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Fault = FakeFault.RedirectOnce;
        (await GetAsync(bench, Secret)).ShouldBeOfType<SiteAnswer.Content>();
        bench.Site.Requests.Count.ShouldBe(2);
    }

    [Fact]
    [Trait("Rule", "NS-R19")]
    public async Task A_redirect_to_another_host_gets_no_credential_and_no_request()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Fault = FakeFault.RedirectAway;
        await GetAsync(bench, Secret);
        bench.Site.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Rule", "NS-R25")]
    public async Task A_redirect_in_a_circle_is_followed_three_times()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Fault = FakeFault.RedirectLoop;
        await GetAsync(bench, "");
        bench.Site.Requests.Count.ShouldBe(4);
    }

    [Fact]
    [Trait("Rule", "NS-R3")]
    public async Task The_same_answer_costs_nothing_the_second_time()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Add(101, SiteBench.Noon);
        var first = (await GetAsync(bench, "")).ShouldBeOfType<SiteAnswer.Content>();
        (await GetAsync(bench, "", first.ETag)).ShouldBeOfType<SiteAnswer.NotModified>();
        bench.Site.Requests.ShouldAllBe(request =>
            request.Header("If-Modified-Since") == null && request.Header("Accept") == "application/json"
        );
    }

    [Theory]
    [Trait("Rule", "NS-R20")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_secret_goes_as_its_lower_case_hash(bool isOld)
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.IsOld = isOld;
        (await GetAsync(bench, Secret)).ShouldBeOfType<SiteAnswer.Content>();
        var request = bench.Site.Requests.ShouldHaveSingleItem();
        request.Header("api-secret").ShouldBe(Hash);
        request.Query.ShouldNotContain("secret");
    }

    [Theory]
    [Trait("Rule", "NS-R20")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_access_token_is_exchanged_once_and_goes_as_bearer(bool isOld)
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.IsOld = isOld;
        var access = Access(bench, Token);
        (await bench.Client.GetAsync(access, Poll, null, Cancelled)).ShouldBeOfType<SiteAnswer.Content>();
        (await bench.Client.GetAsync(access, Poll, null, Cancelled)).ShouldBeOfType<SiteAnswer.Content>();
        bench.Site.Requests.Count.ShouldBe(3);
        bench.Site.Requests[0].Path.ShouldBe("/api/v2/authorization/request/" + Token);
        foreach (var poll in bench.Site.Polls)
        {
            poll.Header("Authorization").ShouldNotBeNull().ShouldStartWith("Bearer eyJ");
            poll.Header("api-secret").ShouldBeNull();
            poll.Query.ShouldNotContain("token");
        }
    }

    [Fact]
    [Trait("Rule", "NS-R20")]
    public async Task The_exchanged_token_is_renewed_at_four_fifths_of_its_life()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.JwtLife = TimeSpan.FromHours(1);
        var access = Access(bench, Token);
        await bench.Client.GetAsync(access, Poll, null, Cancelled);
        bench.Time.Advance(TimeSpan.FromMinutes(47));
        await bench.Client.GetAsync(access, Poll, null, Cancelled);
        Exchanges(bench).ShouldBe(1);
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        (await bench.Client.GetAsync(access, Poll, null, Cancelled)).ShouldBeOfType<SiteAnswer.Content>();
        Exchanges(bench).ShouldBe(2);
    }

    [Fact]
    [Trait("Rule", "NS-R20")]
    public async Task A_rebuilt_site_is_asked_for_a_new_token_once()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        var access = Access(bench, Token);
        await bench.Client.GetAsync(access, Poll, null, Cancelled);
        bench.Site.ForgetJwts();
        (await bench.Client.GetAsync(access, Poll, null, Cancelled)).ShouldBeOfType<SiteAnswer.Content>();
        Exchanges(bench).ShouldBe(2);

        bench.Site.AccessToken = null;
        bench.Site.ForgetJwts();
        var failed = (await bench.Client.GetAsync(access, Poll, null, Cancelled)).ShouldBeOfType<SiteAnswer.Failed>();
        failed.Failure.ShouldBe(SourceFailure.Unauthorized);
        Exchanges(bench).ShouldBe(3);
    }

    [Fact]
    [Trait("Rule", "NS-R19")]
    public async Task Answers_and_what_holds_a_credential_do_not_print_it()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.AccessToken = "other-0000000000000000";
        var access = Access(bench, Token);
        var answer = await bench.Client.GetAsync(access, Poll, null, Cancelled);
        $"{answer} {access} {access.Credential}".ShouldNotContain("25bb9ce31e1ab4e8");
    }

    private static int Exchanges(SiteBench bench) =>
        bench.Site.Requests.Count(request =>
            request.Path.StartsWith("/api/v2/authorization", StringComparison.Ordinal)
        );

    private static SiteAccess Access(SiteBench bench, string credential) =>
        new(bench.Fake.Address, NightscoutCredential.Parse(credential));

    private static Task<SiteAnswer> GetAsync(SiteBench bench, string credential, string? etag = null) =>
        bench.Client.GetAsync(Access(bench, credential), Poll, etag, Cancelled);

    private static async Task<SourceFailure> FailureAsync(SiteBench bench, string site) =>
        (await bench.Client.GetAsync(new SiteAccess(new Uri(site), NightscoutCredential.None), Poll, null, Cancelled))
            .ShouldBeOfType<SiteAnswer.Failed>()
            .Failure;
}
