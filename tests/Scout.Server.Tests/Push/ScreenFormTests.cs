using System.Net;
using System.Net.Sockets;
using Scout.Server.Push;
using Scout.Server.Tests.Contacts;
using Scout.TestKit.Push;

namespace Scout.Server.Tests.Push;

/// <summary>What people type and browsers say, and where messages may not go.</summary>
public sealed class ScreenFormTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_input_is_named_beside_its_field_and_kept()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var page = $"/contacts/{await bed.AddAsync(bed.Member, "Ada", "+14155550102")}/screens";
        (string To, (string, string)[] Fields, string Says)[] table =
        [
            ("ntfy", [("server", "http://ntfy.example"), ("topic", "t")], "begins with https://"),
            ("ntfy", [("server", "https://me:pw@ntfy.example"), ("topic", "t")], "begins with https://"),
            ("ntfy", [("server", "https://ntfy.example"), ("topic", "two words")], "value=\"two words\""),
            ("ntfy", [("server", "https://ntfy.example"), ("topic", "t"), ("token", "a b")], "letters and digits only"),
            ("pushover", [("user", "short")], "A user key of Pushover has 30 letters and digits"),
            ("pushover", [("user", new string('a', 30))], "Pushover needs the token of an application"),
            ("browser", [("endpoint", "https://push.example/1")], "The browser gave no address for messages."),
        ];
        foreach (var (to, fields, says) in table)
        {
            (
                await bed.Member.PostsAsync(page, $"{page}/{to}", HttpStatusCode.UnprocessableEntity, fields)
            ).ShouldContain(says);
        }

        (await bed.TextAsync("select count(*) from push_addresses")).ShouldBe("0");
        (await bed.Owner.SeesAsync(page, HttpStatusCode.NotFound)).ShouldNotMatch(@"\bAda\b");
    }

    [Fact]
    public async Task Nobody_is_led_into_the_servers_own_network()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Member, "Ada", "+14155550102");
        var page = $"/contacts/{ada}/screens";
        await bed.Member.PostsAsync(
            page,
            $"{page}/ntfy",
            ("server", $"https://{inside.LocalEndpoint}/"),
            ("topic", FakePush.Topic)
        );

        await bed.Member.PostsAsync(page, $"{page}/test");
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(1), Stop);

        inside.Pending().ShouldBeFalse("nobody knocked");
        (await bed.Member.SeesAsync(page)).ShouldContain(
            "The last message did not get through: ntfy cannot be reached"
        );
        (await bed.TextAsync("select state from deliveries where channel = 'Push'")).ShouldBe("Missed");
        (await bed.TextAsync("select count(*) from attempts")).ShouldBe("4");
        (await bed.TextAsync("select target from push_addresses")).ShouldNotBeNull().ShouldNotContain(FakePush.Topic);
    }

    [Fact]
    public void Wrong_settings_are_named()
    {
        new PushOptionsValidator().Validate(null, new PushOptions()).Succeeded.ShouldBeTrue();
        var wrong = new PushOptions
        {
            PushoverToken = "secret",
            PushoverUrl = new Uri("http://pushover.example"),
            NtfyUrl = new Uri("ftp://ntfy.example"),
            AnswerWithin = TimeSpan.FromDays(2),
            Timeout = TimeSpan.Zero,
        };
        string[] failures = [.. new PushOptionsValidator().Validate(null, wrong).Failures!];
        failures.Length.ShouldBe(5);
        failures.ShouldAllBe(failure => failure.Contains("Scout:Push:"));
        failures.ShouldNotContain(failure => failure.Contains("secret"));
    }
}
