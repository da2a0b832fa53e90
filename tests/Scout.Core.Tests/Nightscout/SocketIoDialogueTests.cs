using Scout.Core.Nightscout;

namespace Scout.Core.Tests.Nightscout;

[Trait("Rule", "NS-R28")]
public sealed class SocketIoDialogueTests
{
    private const string NewGreeting =
        """0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""";
    private const string OldGreeting = """0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":5000}""";
    private const string Reads = """430[{"read":true,"write":false,"write_treatment":false}]""";
    private const string News = """42["dataUpdate",{"delta":true,"sgvs":[{"mgdl":61,"mills":1795211569167}]}]""";

    private readonly SocketIoDialogue _dialogue = new(null, "a.b.c");

    [Fact]
    public void A_new_site_waits_to_be_asked_and_pings_itself()
    {
        _dialogue.Take(NewGreeting).Send.ShouldBe("40");
        _dialogue
            .Take("""40{"sid":"b"}""")
            .Send.ShouldBe("""420["authorize",{"client":"scout","token":"a.b.c","history":1}]""");
        _dialogue.ClientPings.ShouldBeFalse();
        _dialogue.Silence.ShouldBe(TimeSpan.FromSeconds(45));
        _dialogue.Take("2").Send.ShouldBe("3");
    }

    [Fact]
    public void An_old_site_opens_unasked_and_expects_our_pings()
    {
        _dialogue.Take(OldGreeting).ShouldBe(SocketIoStep.Nothing);
        _dialogue.Take("40").Send.ShouldNotBeNull().ShouldStartWith("420[\"authorize\"");
        _dialogue.ClientPings.ShouldBeTrue();
        _dialogue.PingInterval.ShouldBe(TimeSpan.FromSeconds(25));
        _dialogue.Take("3").ShouldBe(SocketIoStep.Nothing);
        _dialogue.Waited().ShouldBe(SocketIoStep.Nothing);
    }

    [Fact]
    public void A_site_that_gives_no_hint_and_says_nothing_is_asked_after_all()
    {
        _dialogue.Take(OldGreeting);
        _dialogue.Waited().Send.ShouldBe("40");
        _dialogue.Waited().ShouldBe(SocketIoStep.Nothing);
        _dialogue.Take("""40{"sid":"b"}""").Send.ShouldNotBeNull();
        _dialogue.ClientPings.ShouldBeFalse();
    }

    [Fact]
    public void A_secret_is_sent_as_its_hash() =>
        Opened(new SocketIoDialogue("9fad", null))
            .ShouldBe("""420["authorize",{"client":"scout","secret":"9fad","history":1}]""");

    [Fact]
    public void Without_a_credential_none_is_sent() =>
        Opened(new SocketIoDialogue(null, null)).ShouldBe("""420["authorize",{"client":"scout","history":1}]""");

    [Fact]
    [Trait("Rule", "NS-R27")]
    public void Glucose_rows_lead_to_a_poll_and_nothing_else_does()
    {
        Listen();
        _dialogue.Take(News).PollNow.ShouldBeTrue();
        _dialogue.Take("""42["dataUpdate",{"delta":true,"sgvs":[]}]""").PollNow.ShouldBeFalse();
        _dialogue.Take("""42["dataUpdate",{"delta":true,"treatments":[{}]}]""").PollNow.ShouldBeFalse();
        _dialogue.Take("""42["clients",2]""").ShouldBe(SocketIoStep.Nothing);
        _dialogue.Take("""42["alarm",{"level":2,"sgvs":[1]}]""").PollNow.ShouldBeFalse();
        _dialogue.Take("""42/alarm,["dataUpdate",{"sgvs":[1]}]""").PollNow.ShouldBeFalse();
    }

    [Fact]
    public void The_permission_to_read_is_itself_a_reason_to_poll_and_the_picture_before_it_is_not()
    {
        _dialogue.Take(NewGreeting);
        _dialogue.Take("40");
        _dialogue.Take(News).PollNow.ShouldBeFalse();
        _dialogue.Take(Reads).PollNow.ShouldBeTrue();
        _dialogue.IsListening.ShouldBeTrue();
    }

    [Fact]
    public void A_refused_credential_is_told_in_three_ways()
    {
        Listen();
        _dialogue.Take("41").Refused.ShouldBeTrue();
        _dialogue.Take("""44{"message":"no"}""").Refused.ShouldBeTrue();
        _dialogue.Take("""430[{"read":false,"write":false}]""").Refused.ShouldBeTrue();
        _dialogue.Take("41/alarm,").Refused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("9")]
    [InlineData("0{")]
    [InlineData("0[]")]
    [InlineData("42")]
    [InlineData("42[")]
    [InlineData("42{}")]
    [InlineData("42[1,2]")]
    [InlineData("42[\"dataUpdate\"]")]
    [InlineData("42[\"dataUpdate\",7]")]
    [InlineData("43")]
    [InlineData("430")]
    [InlineData("430[")]
    [InlineData("437[{\"read\":false}]")]
    [InlineData("4")]
    public void Nonsense_means_nothing(string frame)
    {
        Listen();
        _dialogue.Take(frame).ShouldBe(SocketIoStep.Nothing);
    }

    private void Listen()
    {
        _dialogue.Take(NewGreeting);
        _dialogue.Take("40");
        _dialogue.Take(Reads);
    }

    private static string? Opened(SocketIoDialogue dialogue)
    {
        dialogue.Take(NewGreeting);
        return dialogue.Take("40").Send;
    }
}
