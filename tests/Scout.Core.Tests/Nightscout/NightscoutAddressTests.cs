using Scout.Core.Nightscout;

namespace Scout.Core.Tests.Nightscout;

public sealed class NightscoutAddressTests
{
    private const string Token = "scoutreade-25bb9ce31e1ab4e8";

    [Theory]
    [Trait("Rule", "NS-R1")]
    [InlineData("https://sam.example", "https://sam.example/")]
    [InlineData("https://sam.example/", "https://sam.example/")]
    [InlineData("  sam.example  ", "https://sam.example/")]
    [InlineData("SAM.Example/api/v1/entries.json", "https://sam.example/")]
    [InlineData("https://sam.example/api/v1/entries.json?count=1", "https://sam.example/")]
    [InlineData("https://sam.example:8443/api/v1", "https://sam.example:8443/")]
    [InlineData("https://sam.example/api", "https://sam.example/")]
    [InlineData("https://host.example/sites/sam/api/v1/entries/sgv.json#top", "https://host.example/sites/sam/")]
    [InlineData("https://host.example/sites/sam", "https://host.example/sites/sam/")]
    [InlineData("https://[2001:db8::1]/api/v1/", "https://[2001:db8::1]/")]
    public void Whatever_is_pasted_becomes_the_base_address(string typed, string site)
    {
        NightscoutAddress.TryParse(typed, allowHttp: false, out var address, out _).ShouldBeTrue();
        address!.Site.AbsoluteUri.ShouldBe(site);
        address.Credential.ShouldBe(NightscoutCredential.None);
    }

    [Theory]
    [Trait("Rule", "NS-R1")]
    [InlineData($"https://sam.example/?token={Token}")]
    [InlineData($"https://sam.example/api/v1/entries.json?count=1&TOKEN={Token}")]
    [InlineData($"https://{Token}@sam.example/api/v1/")]
    public void A_token_moves_out_of_the_address(string typed)
    {
        NightscoutAddress.TryParse(typed, allowHttp: false, out var address, out _).ShouldBeTrue();
        address!.Site.AbsoluteUri.ShouldBe("https://sam.example/");
        address.Credential.ShouldBe(new NightscoutCredential.AccessToken(Token));
    }

    [Fact]
    [Trait("Rule", "NS-R1")]
    public void A_hashed_secret_moves_out_of_the_address_and_is_not_hashed_again()
    {
        const string Typed = "https://sam.example/api/v1/entries.json?secret=9FADC7E204D1D88BBB1CB324A9F8FC30D7ED8681";
        NightscoutAddress.TryParse(Typed, allowHttp: false, out var address, out _).ShouldBeTrue();
        address!.Credential.ShouldBe(NightscoutCredential.Parse("scout-test-secret-1"));
    }

    [Theory]
    [InlineData("", "Type the address")]
    [InlineData("   ", "Type the address")]
    [InlineData("https://", "not a web address")]
    [InlineData("sam at example", "not a web address")]
    [InlineData("ftp://sam.example", "not ftp://")]
    [InlineData("http://sam.example", "must begin with https://")]
    [InlineData("https://sam.example/?token=eyJhbGciOi.eyJzdWIi.abc", "does not look like")]
    public void What_cannot_be_a_site_is_refused_with_a_reason(string typed, string because)
    {
        NightscoutAddress.TryParse(typed, allowHttp: false, out _, out var problem).ShouldBeFalse();
        problem!.ShouldContain(because);
    }

    [Fact]
    public void Plain_http_is_for_those_who_allow_it()
    {
        NightscoutAddress.TryParse("http://127.0.0.1:1337", allowHttp: true, out var address, out _).ShouldBeTrue();
        address!.Site.AbsoluteUri.ShouldBe("http://127.0.0.1:1337/");
    }
}
