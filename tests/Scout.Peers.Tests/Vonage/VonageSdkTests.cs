using Scout.TestKit.Vonage;

namespace Scout.Peers.Tests.Vonage;

/// <summary>Vonage's own client finds in the booth what it finds at Vonage.</summary>
public sealed class VonageSdkTests(Judges judges) : IClassFixture<Judges>
{
    [Fact]
    public async Task The_official_client_calls_looks_up_hangs_up_and_texts()
    {
        await using var booth = await FakeVonage.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        booth.Webhooks.MayFail = true;
        await using var client = judges.Drive(
            new
            {
                url = booth.Url.ToString().TrimEnd('/'),
                auth = new
                {
                    applicationId = FakeVonage.ApplicationId,
                    privateKey = FakeVonage.PrivateKeyPem,
                    apiKey = FakeVonage.ApiKey,
                    apiSecret = "abc123",
                },
            }
        );
        object[] ncco = [new { action = "talk", text = "Hello from the official client" }];
        var order = new
        {
            @do = "call",
            to = "15550101",
            from = "15550199",
            ncco,
            eventUrl = "http://127.0.0.1:9/events",
        };

        var placed = await client.DoAsync(order);
        var uuid = placed.Value.GetProperty("uuid").GetString();
        var call = await booth.Phone("+15550101").Rings();
        var shown = await client.DoAsync(new { @do = "get", uuid });
        var hungUp = await client.DoAsync(new { @do = "hangUp", uuid });
        await call.IsHungUp();
        var gone = await client.DoAsync(new { @do = "get", uuid });
        var text = await client.DoAsync(
            new
            {
                @do = "text",
                to = "15550102",
                from = "15550199",
                text = "Hello",
            }
        );

        uuid.ShouldBe(call.Id);
        shown.Value.GetProperty("status").GetString().ShouldBe("ringing");
        hungUp.Error.ShouldBeNull();
        gone.Value.GetProperty("status").GetString().ShouldBe("cancelled");
        (await booth.Phone("+15550102").GetsText("Hello")).Id.ShouldBe(
            text.Value.GetProperty("messageUUID").GetString()
        );
    }

    [Fact]
    public async Task The_official_client_understands_the_booths_refusals()
    {
        await using var booth = await FakeVonage.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var client = judges.Drive(
            new
            {
                url = booth.Url.ToString().TrimEnd('/'),
                auth = new { applicationId = FakeVonage.ApplicationId, privateKey = FakeVonage.PrivateKeyPem },
            }
        );
        booth.Exchange.Next(ApiFault.RateLimited, ApiFault.InvalidNumber);
        var text = new
        {
            @do = "text",
            to = "15550102",
            from = "15550199",
            text = "Hello",
        };

        (await client.DoAsync(text)).Status.ShouldBe(429);
        (await client.DoAsync(text)).Status.ShouldBe(422);
    }
}
