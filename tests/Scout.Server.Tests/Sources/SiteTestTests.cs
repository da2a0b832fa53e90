using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.TestKit.Nightscout;

namespace Scout.Server.Tests.Sources;

[Trait("Rule", "NS-R22")]
public sealed class SiteTestTests
{
    private const string Token = "scoutreade-25bb9ce31e1ab4e8";
    private static readonly DateTimeOffset Noon = SiteBench.Noon;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_denied_site_with_a_reading_token_is_as_it_should_be(bool isOld)
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.IsOld = isOld;
        bench.Site.Add(101, Noon.AddMinutes(-4));
        var result = await RunAsync(bench, Token);
        result.IsReadable.ShouldBeTrue();
        result.Rights.ShouldBe(CredentialRights.Reading);
        result.Status!.Version.ShouldBe(isOld ? "0.12.8" : "15.0.7");
        result.Last!.Value.Value.ShouldBe(101);
        result.Summary.ShouldBe("The site answers; its last value is 4 minutes old.");
        result.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_api_secret_is_more_than_scout_needs(bool isOld)
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.IsOld = isOld;
        bench.Site.Add(101, Noon);
        var result = await RunAsync(bench, "scout-test-secret-1");
        result.Rights.ShouldBe(CredentialRights.MoreThanReading);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("“readable” is enough");
    }

    [Fact]
    public async Task A_token_that_may_write_is_told()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        bench.Site.Permissions = "api:treatments:create";
        (await RunAsync(bench, Token)).Rights.ShouldBe(CredentialRights.MoreThanReading);
    }

    [Fact]
    public async Task A_world_readable_site_is_told()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Add(101, Noon);
        var result = await RunAsync(bench, "");
        result.IsWorldReadable.ShouldBeTrue();
        result.Rights.ShouldBe(CredentialRights.None);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("Everybody");
    }

    [Fact]
    public async Task A_wrong_secret_on_an_old_readable_site_is_noticed_although_it_reads()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsOld = true;
        bench.Site.Add(101, Noon);
        var result = await RunAsync(bench, "not the secret");
        result.IsReadable.ShouldBeTrue();
        result.Rights.ShouldBe(CredentialRights.NotAccepted);
    }

    [Fact]
    public async Task A_refused_credential_is_tried_once()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.IsDenied = true;
        var result = await RunAsync(bench, "not the secret");
        result.Failure.ShouldBe(SourceFailure.Unauthorized);
        result.Summary.ShouldContain("refuses the credential");
        bench.Site.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Age_clock_unit_and_future_rows_are_told()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Units = "mmol";
        bench.Site.ClockAhead = TimeSpan.FromMinutes(-10);
        bench.Site.Add(250, Noon.AddHours(1));
        bench.Site.Add(101, Noon.AddHours(-3));
        var result = await RunAsync(bench, "");
        result.Status!.Unit.ShouldBe(GlucoseUnit.MmolL);
        result.Summary.ShouldContain("3 hours old");
        var warnings = string.Join('\n', result.Warnings);
        warnings.ShouldContain("clock is 10 minutes behind");
        warnings.ShouldContain("dated 60 minutes from now");
        warnings.ShouldContain("too old");
    }

    [Fact]
    public async Task A_site_that_was_silent_for_days_tells_its_last_reading()
    {
        await using var bench = await SiteBench.CreateAsync();
        (await RunAsync(bench, "")).Summary.ShouldBe("The site answers, but has never had a glucose value.");
        bench.Site.Add(101, Noon.AddDays(-6));
        (await RunAsync(bench, "")).Summary.ShouldContain("6 days old");
    }

    [Fact]
    public async Task What_is_not_nightscout_is_told_in_a_sentence()
    {
        await using var bench = await SiteBench.CreateAsync();
        bench.Site.Fault = FakeFault.Html;
        (await RunAsync(bench, "")).Summary.ShouldBe("Something answers there, but it is not Nightscout.");
    }

    private static Task<SiteTestResult> RunAsync(SiteBench bench, string credential) =>
        bench.Test.RunAsync(
            bench.Fake.Address,
            NightscoutCredential.Parse(credential),
            TestContext.Current.CancellationToken
        );
}
