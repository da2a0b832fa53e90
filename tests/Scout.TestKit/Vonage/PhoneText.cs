namespace Scout.TestKit.Vonage;

/// <summary>A text that reached the booth.</summary>
public sealed class PhoneText : BoothText
{
    private readonly FakeVonage _booth;
    private readonly string? _webhook;

    internal PhoneText(FakeVonage booth, string to, string body, string? webhook, string? clientRef)
        : base(booth, to, body)
    {
        _booth = booth;
        _webhook = webhook;
        ClientRef = clientRef;
    }

    public string Id { get; } = Ids.New();
    public string? ClientRef { get; }

    /// <summary>Sends a status of this text: delivered, undeliverable with a code, anything.</summary>
    public Task ReportAsync(string status, string? code = null) =>
        _webhook is null
            ? Task.CompletedTask
            : _booth.Webhooks.SendAsync(
                Id,
                _webhook,
                status,
                new Dictionary<string, object?>
                {
                    ["message_uuid"] = Id,
                    ["to"] = Wire.Digits(To),
                    ["from"] = Wire.Digits(FakeVonage.Number),
                    ["timestamp"] = Wire.Timestamp(_booth.Time),
                    ["status"] = status,
                    ["channel"] = "sms",
                    ["client_ref"] = ClientRef,
                    ["usage"] = new Dictionary<string, object?> { ["currency"] = "EUR", ["price"] = "0.0333" },
                    ["error"] = code is null
                        ? null
                        : new Dictionary<string, object?>
                        {
                            ["type"] = $"https://developer.vonage.com/api-errors/messages#{code}",
                            ["title"] = code,
                            ["detail"] = "The booth was told so",
                            ["instance"] = Id,
                        },
                }
            );

    internal async Task TravelAsync(string? failure)
    {
        try
        {
            await ReportAsync("submitted");
            await (failure is null ? ReportAsync("delivered") : ReportAsync("undeliverable", failure));
        }
        finally
        {
            SayTold();
        }
    }
}
