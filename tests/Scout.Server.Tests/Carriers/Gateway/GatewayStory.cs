using Scout.Server.Tests.Carriers.Twilio;
using Scout.TestKit;
using Scout.TestKit.Gateway;

namespace Scout.Server.Tests.Carriers.Gateway;

/// <summary>The whole server with a gateway for texts that is asked first, and Twilio for calls and for when it cannot.</summary>
internal sealed class GatewayStory : IAsyncDisposable
{
    public const string Name = "local";

    private GatewayStory(FakeGateway gateway, TwilioStory story) => (Gateway, Story) = (gateway, story);

    public FakeGateway Gateway { get; }

    public TwilioStory Story { get; }

    public GatewayPhone Other1 => Gateway.Phone(TwilioStory.Other1);

    public GatewayPhone Other2 => Gateway.Phone(TwilioStory.Other2);

    public static async Task<GatewayStory> BeginAsync(
        GatewayShape shape = GatewayShape.Json,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var token = TestContext.Current.CancellationToken;
        var gateway = await FakeGateway.StartAsync(shape, new ManualTime(), token);
        var story = await TwilioStory.BeginAsync(
            settings:
            [
                .. gateway.SettingsOf(Name),
                new("Scout:Carriers:Order", $"{Name}, twilio"),
                new($"Scout:Carriers:Gateways:0:Timeout", "00:00:01"),
                .. settings,
            ]
        );
        gateway.Through(story.Http);
        return new GatewayStory(gateway, story);
    }

    /// <summary>Sam is low, is called by the other carrier, because the gateway takes no calls, and does not answer.</summary>
    public async Task SamIsMissedAsync()
    {
        await Story.MeasuresAsync(62);
        await (await Story.Sam.Rings()).EndAsync("no-answer");
        await Story.SettleAsync();
    }

    /// <summary>How each of Other 1's texts stands, the oldest first.</summary>
    public async Task<string> StateAsync(string contact = "sam-other1") =>
        await Story.AskAsync($"select state from deliveries where contact_id = '{contact}' order by id limit 1") ?? "";

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Gateway.DisposeAsync();
        }
        finally
        {
            await Story.DisposeAsync();
        }
    }
}
