using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Carriers;
using Scout.Server.Carriers.Gateway;
using Scout.TestKit.Gateway;

namespace Scout.Server.Tests.Carriers.Gateway;

public sealed class GatewayClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<GatewayShape> Shapes() => [.. Enum.GetValues<GatewayShape>()];

    /// <summary>Whatever a text holds arrives, through every kind of template, and nothing of it becomes something else.</summary>
    [Theory, MemberData(nameof(Shapes))]
    public async Task Any_text_arrives_as_it_is(GatewayShape shape)
    {
        await using var booth = await FakeGateway.StartAsync(shape, TimeProvider.System, Token);
        using var client = Client(booth);
        string[] hostile =
        [
            "a \"quoted\" \\ and 'single'",
            "two\nlines\r\nand\ta tab",
            "to=+1&message=forged&ref=x#fragment?%41+ +",
            "</message><message>forged</message><![CDATA[x]]><!-- -->",
            """ ","to":"+19005550100","x":" """,
            "{to} {text} {id} {{text}} ${text}",
            "Zoë 62 ↓ ñ 漢字 😀👩‍👩‍👧 \u202eright to left",
            .. Enumerable.Range(0, 100).Select(seed => Words(new Random(seed))),
        ];

        foreach (var text in hostile)
        {
            var order = new TextOrder("+14155550101", $"id{RandomNumberGenerator.GetHexString(20)}", text);
            var receipt = await client.TextAsync(order, Token);

            var arrived = booth.Texts[^1];
            arrived.Body.ShouldBe(text);
            arrived.To.ShouldBe("+14155550101");
            arrived.Reference.ShouldBe(order.Token);
            receipt.ShouldBe(new Receipt.Accepted(arrived.Id));
        }

        booth.Texts.Count.ShouldBe(hostile.Length);
        booth.ForgetEverything();
    }

    [Fact]
    public async Task Half_a_character_pair_does_not_stop_a_text()
    {
        await using var booth = await FakeGateway.StartAsync(GatewayShape.Json, TimeProvider.System, Token);
        using var client = Client(booth);

        await client.TextAsync(new TextOrder("+14155550101", "id", "a\ud800b"), Token);

        (await booth.Phone("+14155550101").GetsText()).Body.ShouldBe("a\ufffdb");
    }

    public static TheoryData<int, string, RefusalKind?> Answers() =>
        new()
        {
            { 400, "bad", RefusalKind.Operator },
            { 401, "", RefusalKind.Operator },
            { 402, "", RefusalKind.Operator },
            { 302, "", RefusalKind.Operator },
            { 200, """{"messages":[{"status":"rejected"}]}""", RefusalKind.Operator },
            { 200, "<html>ok</html>", RefusalKind.Operator },
            { 429, "", RefusalKind.RateLimited },
            { 503, "", RefusalKind.Temporary },
            { 400, "Error: Invalid number", RefusalKind.BadNumber },
            { 200, """{"error":"invalid number"}""", RefusalKind.BadNumber },
            { 500, "oops", null },
            { 502, "", null },
            { 200, "", null },
        };

    [Theory, MemberData(nameof(Answers))]
    public async Task Every_answer_means_something(int status, string body, RefusalKind? kind)
    {
        await using var booth = await FakeGateway.StartAsync(GatewayShape.Json, TimeProvider.System, Token);
        using var client = Client(booth);
        booth.Next(GatewayFault.Answers(status, body));

        var receipt = await client.TextAsync(new TextOrder("+14155550101", "id", "x"), Token);

        if (kind is null)
        {
            // An empty yes may be one whose words were lost; an error is one that somebody said.
            receipt.ShouldBeOfType<Receipt.Doubt>().Stays.ShouldBe(status == 200);
        }
        else
        {
            receipt.ShouldBeOfType<Receipt.Refused>().Kind.ShouldBe(kind.Value);
        }
    }

    [Fact]
    public async Task A_refusal_brings_the_providers_words_without_numbers()
    {
        await using var booth = await FakeGateway.StartAsync(GatewayShape.Form, TimeProvider.System, Token);
        using var client = Client(booth);
        booth.Next(GatewayFault.Answers(403, "ERROR: no credit for +14155550101"));

        var receipt = await client.TextAsync(new TextOrder("+14155550101", "id", "x"), Token);

        var reason = receipt.ShouldBeOfType<Receipt.Refused>().Reason;
        reason.ShouldBe("local answered 403: no credit for (number).");
    }

    [Fact]
    public async Task A_call_says_its_words_and_offers_no_key()
    {
        await using var booth = await FakeGateway.StartAsync(GatewayShape.Form, TimeProvider.System, Token);
        using var client = Client(
            booth,
            ("Scout:Carriers:Gateways:0:Call:Url", $"{booth.Url}call"),
            (
                "Scout:Carriers:Gateways:0:Call:Body",
                $"password={FakeGateway.Password}&to={{to}}&message={{text}}&ref={{id}}"
            )
        );
        client.Takes(Channel.Call).ShouldBeTrue();
        client.HearsAnswers(Channel.Call).ShouldBeFalse();
        var script = new CallScript([new Speech(SpeechKind.Sentence, "Sam is low: 62.")], "en", AsksForKey: false);

        var receipt = await client.CallAsync(
            new CallOrder("+14155550101", "id", script, TimeSpan.FromSeconds(30)),
            Token
        );

        receipt.ShouldBe(new Receipt.Accepted("id")); // no pattern finds another
        await booth.Phone("+14155550101").GetsText("Sam is low: 62.");
    }

    [Fact]
    public async Task A_check_sends_nothing_and_knows_whether_anybody_is_there()
    {
        await using var booth = await FakeGateway.StartAsync(GatewayShape.Json, TimeProvider.System, Token);
        using var client = Client(booth);
        using var nobody = Client(booth, ("Scout:Carriers:Gateways:0:Text:Url", "http://127.0.0.1:9/{to}/{text}"));

        (await client.CheckAsync(Token)).ShouldBeNull();
        (await nobody.CheckAsync(Token)).ShouldBe("local cannot be reached at 127.0.0.1: ConnectionError.");
        booth.Requests.ShouldBe(0);
    }

    private static GatewayClient Client(FakeGateway booth, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(booth.SettingsOf("local"))
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)))
            .Build();
        var options = configuration.GetSection(GatewayListOptions.Section).Get<GatewayListOptions>()!;
        new GatewayValidator(configuration).Validate(null, options).Failures.ShouldBeNull();
        return new GatewayClient(options.Gateways[0], null, TimeProvider.System, NullLogger<GatewayClient>.Instance);
    }

    /// <summary>Any characters that XML can hold, the awkward ones often.</summary>
    private static string Words(Random random)
    {
        const string Awkward = "\"'<>&\\{}[]=+%#?;:/\n\r\t `$@~^|,.";
        return string.Concat(
            Enumerable
                .Range(0, random.Next(1, 80))
                .Select(_ =>
                    random.Next(4) switch
                    {
                        0 => char.ConvertFromUtf32(random.Next(0x20, 0xD800)),
                        1 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
                        2 => $"{(char)random.Next(0x20, 0x7F)}",
                        _ => $"{Awkward[random.Next(Awkward.Length)]}",
                    }
                )
        );
    }
}
