using System.Net;
using System.Text;
using System.Text.Json;
using Scout.Server.Tests.Stories;
using Scout.TestKit.Twilio;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Replies;

/// <summary>
/// Whatever people write, through the carriers' own doors: Vonage in both of its shapes, and Twilio. Two alerts are open
/// for the sender; a text changes the one whose code it names, or none.
/// </summary>
public sealed class RandomReplyTests : IAsyncLifetime
{
    private const int Texts = 10_000;

    private static readonly string[] Acts =
    [
        .. "A a ack OK Visto gesehen VU ciente S snooze posponer später adiar E esc escalar transmettre".Split(' '),
    ];

    private static readonly string[] Times = ["30m", "2 h", "1 day", "45 minutos", "until 8:00", "bis 21.30", "3 std"];

    private static readonly string[] Scraps =
    [
        .. "A S E C L ok 1 2 3 4 7 12 999 1000 30 m h until 8:00 # . , ? ! two zwei who bg 🙂 ñ é ß ' \" <b> & % \\ { ١ ２ not I am".Split(
            ' '
        ),
        "\n",
        "\t",
        "\u0000",
        "\u200b",
        "\ud800",
        "",
    ];

    private City _city = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _city = await City.StartAsync(
            settings:
            [
                new("Scout:Twilio:AccountSid", FakeTwilio.AccountSid),
                new("Scout:Twilio:AuthToken", FakeTwilio.AuthToken),
                new("Scout:Twilio:Number", FakeTwilio.Number),
                new("Scout:Carriers:Order:0", "vonage"),
            ]
        );
        _http = new HttpClient(_city.Server.Server.CreateHandler());
        await _city.BothAreLowAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _city.DisposeAsync();
    }

    [Fact]
    [Trait("Rule", "OC-16")]
    [Trait("Rule", "OC-17")]
    public async Task Ten_thousand_texts_touch_the_alert_they_name_or_none()
    {
        var before = await AlertsAsync();
        before.Select(alert => alert.WatchId).ShouldBe(["declared", "kim"], ignoreOrder: true);
        var codes = await CodesAsync();
        for (var seed = 0; seed < Texts; seed++)
        {
            var random = new Random(seed);
            var (text, mayTouch, must) = random.Next(3) == 0 ? Junk(random) : Act(random);
            (await SendAsync(seed, text)).ShouldBe(HttpStatusCode.OK, $"{seed}: {text}");
            var touched = (await AlertsAsync()).Except(before).Select(alert => codes[alert.Id]).ToArray();
            touched.ShouldBeSubsetOf(mayTouch, $"{seed}: {text}");
            if (must is { } code)
            {
                touched.ShouldBe([code], $"{seed}: {text}");
            }

            if (touched.Length > 0)
            {
                before = await RestoreAsync(before);
            }
        }

        _city.Booth.ForgetEverything();
    }

    /// <summary>An act, with the code of one of the two or of none, before or behind the word, with a time or without.</summary>
    private static (string Text, int[] MayTouch, int? Must) Act(Random random)
    {
        var word = Acts[random.Next(Acts.Length)];
        var time =
            char.ToUpperInvariant(word[0]) is 'S' or 'P' && random.Next(2) == 0
                ? $" {Times[random.Next(Times.Length)]}"
                : "";
        int? code = random.Next(4) switch
        {
            0 => 1,
            1 => 2,
            2 => random.Next(3, 1000),
            _ => null,
        };
        var gap = random.Next(2) == 0 || word.Length > 1 ? " " : "";
        var hash = random.Next(3) == 0 ? "#" : "";
        var text =
            code is null ? word + time
            : random.Next(2) == 0 ? $"{word}{gap}{hash}{code}{time}"
            : $"{code}{gap}{word}{time}";
        text = random.Next(3) switch
        {
            0 => text.ToUpperInvariant(),
            1 => $"  {text}.",
            _ => text,
        };
        return code is 1 or 2 ? (text, [code.Value], code) : (text, [], null);
    }

    /// <summary>Scraps in any order: what is touched must at least be named by a number of its own.</summary>
    private static (string Text, int[] MayTouch, int? Must) Junk(Random random)
    {
        var text = new StringBuilder();
        for (var n = random.Next(9); n >= 0; n--)
        {
            text.Append(Scraps[random.Next(Scraps.Length)]).Append(random.Next(2) == 0 ? " " : "");
        }

        var folded = text.ToString().Normalize(NormalizationForm.FormC);
        int[] named =
        [
            .. NumbersIn(folded),
            .. folded.Contains("two", StringComparison.Ordinal) || folded.Contains("zwei", StringComparison.Ordinal)
                ? new[] { 2 }
                : [],
        ];
        return (text.ToString(), [.. named.Where(code => code is 1 or 2)], null);
    }

    private static IEnumerable<int> NumbersIn(string text)
    {
        var number = 0;
        foreach (var character in $"{text} ")
        {
            if (char.IsDigit(character))
            {
                number = Math.Min((number * 10) + (int)char.GetNumericValue(character), 100_000);
            }
            else if (number > 0)
            {
                yield return number;
                number = 0;
            }
        }
    }

    private async Task<HttpStatusCode> SendAsync(int n, string text)
    {
        using var request = (n % 3) switch
        {
            0 => Vonage(
                new
                {
                    channel = "sms",
                    message_uuid = $"m{n}",
                    to = FakeVonage.Number.TrimStart('+'),
                    from = City.AdaNumber.TrimStart('+'),
                    timestamp = _city.Time.GetUtcNow().ToString("o"),
                    message_type = "text",
                    text,
                }
            ),
            1 => Vonage(
                new
                {
                    messageId = $"m{n}",
                    to = FakeVonage.Number.TrimStart('+'),
                    msisdn = City.AdaNumber.TrimStart('+'),
                    type = "text",
                    text,
                    keyword = "A",
                }
            ),
            _ => Twilio($"SM{n:x32}", text),
        };
        using var answer = await _http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private HttpRequestMessage Vonage(object fields)
    {
        var body = JsonSerializer.Serialize(fields);
        return new HttpRequestMessage(HttpMethod.Post, $"{City.Site}/webhooks/inbound-messages")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", new WebhookToken(body, _city.Time.GetUtcNow()).Make()) },
        };
    }

    private static HttpRequestMessage Twilio(string id, string text)
    {
        const string Address = $"{City.Site}/sms";
        // A form carries no half of a pair.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var fields = new Dictionary<string, string>
        {
            ["AccountSid"] = FakeTwilio.AccountSid,
            ["MessageSid"] = id,
            ["From"] = City.AdaNumber,
            ["To"] = FakeTwilio.Number,
            ["Body"] = whole,
            ["NumMedia"] = "0",
        };
        var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Twilio-Signature", TwilioSigner.Sign(FakeTwilio.AuthToken, Address, fields));
        return request;
    }

    private async Task<AlertRow[]> AlertsAsync() =>
        [
            .. await _city.Server.Database.ReadAsync(
                session => session.QueryAsync<AlertRow>("select id, watch_id, state, generation from alerts"),
                Stop
            ),
        ];

    private async Task<Dictionary<string, int>> CodesAsync() =>
        (
            await _city.Server.Database.ReadAsync(
                session =>
                    session.QueryAsync<CodeRow>(
                        "select alert_id, code from reply_codes where phone = @phone",
                        new { phone = City.AdaNumber }
                    ),
                Stop
            )
        ).ToDictionary(row => row.AlertId, row => (int)row.Code);

    /// <summary>As if nobody had acted: each text is to be judged alone. The ledger goes on, and so the count of savings.</summary>
    private async Task<AlertRow[]> RestoreAsync(IEnumerable<AlertRow> rows)
    {
        await _city.Server.Database.WriteAsync(
            async session =>
            {
                foreach (var row in rows)
                {
                    await session.ExecuteAsync(
                        "update alerts set state = @State, closed_at = null where id = @Id",
                        row
                    );
                }
            },
            Stop
        );
        return await AlertsAsync();
    }

    private sealed record AlertRow
    {
        public required string Id { get; init; }

        public required string WatchId { get; init; }

        public required string State { get; init; }

        public required long Generation { get; init; }
    }

    private sealed record CodeRow
    {
        public required string AlertId { get; init; }

        public required long Code { get; init; }
    }
}
