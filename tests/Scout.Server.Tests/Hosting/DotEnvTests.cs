using Scout.Server.Hosting;

namespace Scout.Server.Tests.Hosting;

public sealed class DotEnvTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A = b", "b")]
    [InlineData("  A=b  ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("A=", "")]
    [InlineData("A= # nothing", "")]
    [InlineData("A=b # c", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=b c", "b c")]
    [InlineData("A=b=c", "b=c")]
    [InlineData("A=\"b\"", "b")]
    [InlineData("A='b'", "b")]
    [InlineData("A=\"b # c\" # d", "b # c")]
    [InlineData("A='b\\nc'", "b\\nc")]
    [InlineData("A=\"b\\nc\"", "b\nc")]
    [InlineData("A=b\\nc", "b\\nc")]
    [InlineData("A=\"say \\\"b\\\"\"", "say \"b\"")]
    [InlineData("A='it\\'s'", "it's")]
    [InlineData("A=\"b\\\\n\"", "b\\n")]
    [InlineData("A=\"b\nc\"", "b\nc")]
    [InlineData("A='b\n\nc'", "b\n\nc")]
    [InlineData("A=b\r\nB=c\r\n", "b")]
    [InlineData("\uFEFFA=b", "b")]
    [InlineData("# A=c\n\nA=b", "b")]
    [InlineData("A=\"$B ${C}\"", "$B ${C}")]
    public void A_value_is_what_was_meant(string text, string value)
    {
        var (entries, problems) = DotEnv.Parse(text);

        problems.ShouldBeEmpty();
        entries[0].Name.ShouldBe("A");
        entries[0].Value.ShouldBe(value);
    }

    [Fact]
    public void A_key_of_many_lines_stays_whole_and_the_lines_after_it_are_read()
    {
        const string Pem = "-----BEGIN PRIVATE KEY-----\nMIIE=\nvQ+/\n-----END PRIVATE KEY-----";

        var (entries, problems) = DotEnv.Parse($"NEXMO_PRIVATE_KEY=\"{Pem}\"\nNEXMO_NUMBER=14155550199\n");

        problems.ShouldBeEmpty();
        entries
            .Select(entry => (entry.Name, entry.Value, entry.Line))
            .ShouldBe([("NEXMO_PRIVATE_KEY", Pem, 1), ("NEXMO_NUMBER", "14155550199", 5)]);
    }

    [Theory]
    [InlineData("what is this", ".env, line 1: this is not NAME=value.")]
    [InlineData("\n1A=b", ".env, line 2: this is not NAME=value.")]
    [InlineData("=b", ".env, line 1: this is not NAME=value.")]
    public void A_line_that_says_nothing_is_told_by_its_number(string text, string problem) =>
        DotEnv.Parse(text).Problems.ShouldBe([problem]);

    [Fact]
    public void An_open_quote_is_told_and_does_not_swallow_the_rest_nor_show_the_value()
    {
        var (entries, problems) = DotEnv.Parse("NS_SECRET=\"hush\nPORT=8080");

        entries.ShouldHaveSingleItem().Name.ShouldBe("PORT");
        problems.ShouldHaveSingleItem().ShouldContain("NS_SECRET");
        problems[0].ShouldNotContain("hush");
    }
}
