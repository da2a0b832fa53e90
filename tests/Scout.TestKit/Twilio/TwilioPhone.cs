namespace Scout.TestKit.Twilio;

/// <summary>One telephone of the booth.</summary>
public sealed class TwilioPhone : BoothPhone<TwilioCall, TwilioText>
{
    private readonly FakeTwilio _booth;

    internal TwilioPhone(FakeTwilio booth, string number)
        : base(booth, number) => _booth = booth;

    /// <summary>Writes a text to Scout's number and reads the answer; null: there is none.</summary>
    public Task<string?> Texts(string body) => _booth.Webhooks.SendInboundTextAsync(Number, body);
}
