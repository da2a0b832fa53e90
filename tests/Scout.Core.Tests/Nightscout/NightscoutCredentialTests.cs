using Scout.Core.Nightscout;

namespace Scout.Core.Tests.Nightscout;

public sealed class NightscoutCredentialTests
{
    [Fact]
    [Trait("Rule", "NS-R20")]
    public void A_secret_is_kept_as_its_lower_case_hash()
    {
        var credential = NightscoutCredential.Parse("scout-test-secret-1");
        credential.ShouldBe(new NightscoutCredential.Secret("9fadc7e204d1d88bbb1cb324a9f8fc30d7ed8681"));
    }

    [Theory]
    [Trait("Rule", "NS-R20")]
    [InlineData("scoutreade-25bb9ce31e1ab4e8")]
    [InlineData("-25bb9ce31e1ab4e8")]
    [InlineData("zzz-25bb9ce31e1ab4e8")]
    public void A_name_and_sixteen_digits_are_an_access_token(string typed) =>
        NightscoutCredential.Parse(typed).ShouldBe(new NightscoutCredential.AccessToken(typed));

    [Theory]
    [InlineData("scoutreade-25bb9ce31e1ab4e")]
    [InlineData("scoutreade-25BB9CE31E1AB4E8")]
    [InlineData("a long pass phrase-25bb9ce31e1ab4e8")]
    [InlineData("9fadc7e204d1d88bbb1cb324a9f8fc30d7ed8681")]
    public void Everything_else_is_a_secret(string typed) =>
        NightscoutCredential.Parse(typed).ShouldBeOfType<NightscoutCredential.Secret>();

    [Theory]
    [InlineData("")]
    [InlineData("scout-test-secret-1")]
    [InlineData("scoutreade-25bb9ce31e1ab4e8")]
    public void The_kept_form_reads_back(string typed)
    {
        var credential = NightscoutCredential.Parse(typed);
        NightscoutCredential.Parse(credential.Text).ShouldBe(credential);
    }

    [Theory]
    [Trait("Rule", "NS-R19")]
    [InlineData("scout-test-secret-1")]
    [InlineData("scoutreade-25bb9ce31e1ab4e8")]
    public void A_credential_does_not_print_itself(string typed)
    {
        var printed = $"{NightscoutCredential.Parse(typed)}";
        printed.ShouldBeOneOf("Secret", "AccessToken");
        $"{new NightscoutAddress(new Uri("https://sam.example"), NightscoutCredential.Parse(typed))}".ShouldNotContain(
            "25bb"
        );
    }
}
