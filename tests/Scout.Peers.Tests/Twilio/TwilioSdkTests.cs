using Scout.TestKit.Twilio;

namespace Scout.Peers.Tests.Twilio;

/// <summary>Twilio's own client finds in the booth what it finds at Twilio.</summary>
public sealed class TwilioSdkTests(Judges judges) : IClassFixture<Judges>
{
    private const string Sam = "+14155550101";

    private static readonly object Order = new
    {
        to = Sam,
        from = FakeTwilio.Number,
        twiml = "<Response><Say>Hello from the official client</Say></Response>",
        statusCallback = "http://127.0.0.1:9/events",
        statusCallbackEvent = new[] { "initiated", "completed" },
        timeout = 25,
        machineDetection = "Enable",
        asyncAmd = "true",
    };

    [Fact]
    public async Task The_official_client_calls_looks_up_hangs_up_and_texts()
    {
        await using var booth = await FakeTwilio.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        booth.Webhooks.MayFail = true;
        await using var client = Drive(booth);

        var placed = await client.DoAsync(new { @do = "call", order = Order });
        var sid = placed.Value.GetProperty("sid").GetString();
        var call = await booth.Phone(Sam).Rings();
        var shown = await client.DoAsync(new { @do = "get", sid });
        var listed = await client.DoAsync(new { @do = "list", to = Sam });
        var hungUp = await client.DoAsync(new { @do = "hangUp", sid });
        await call.IsHungUp();
        var gone = await client.DoAsync(new { @do = "get", sid });
        var text = await client.DoAsync(
            new
            {
                @do = "text",
                order = new
                {
                    to = Sam,
                    from = FakeTwilio.Number,
                    body = "Hello",
                },
            }
        );

        sid.ShouldBe(call.Id);
        shown.Value.GetProperty("status").GetString().ShouldBe("ringing");
        listed.Value.EnumerateArray().ShouldHaveSingleItem().GetProperty("sid").GetString().ShouldBe(sid);
        hungUp.Error.ShouldBeNull();
        gone.Value.GetProperty("status").GetString().ShouldBe("canceled");
        (await booth.Phone(Sam).GetsText("Hello")).Id.ShouldBe(text.Value.GetProperty("sid").GetString());
    }

    [Fact]
    public async Task The_official_client_understands_the_booths_refusals()
    {
        await using var booth = await FakeTwilio.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var client = Drive(booth);
        booth.Exchange.Next(TwilioFault.Code(400, 21211), TwilioFault.RateLimited);

        var wrong = await client.DoAsync(new { @do = "call", order = Order });
        var often = await client.DoAsync(new { @do = "call", order = Order });

        (wrong.Status, wrong.Error).ShouldBe((400, "21211"));
        (often.Status, often.Error).ShouldBe((429, "20429"));
    }

    private NodeDriver Drive(FakeTwilio booth) =>
        judges.Drive(
            new
            {
                url = booth.Url.ToString().TrimEnd('/'),
                accountSid = FakeTwilio.AccountSid,
                authToken = FakeTwilio.AuthToken,
            },
            "drive-twilio.mjs"
        );
}
