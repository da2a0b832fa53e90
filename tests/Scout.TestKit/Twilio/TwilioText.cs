using Microsoft.Extensions.Primitives;

namespace Scout.TestKit.Twilio;

/// <summary>A text that reached the booth.</summary>
public sealed class TwilioText : BoothText
{
    private readonly FakeTwilio _booth;
    private readonly Dictionary<string, StringValues> _form;

    internal TwilioText(FakeTwilio booth, Dictionary<string, StringValues> form)
        : base(booth, form["To"].ToString(), form["Body"].ToString())
    {
        _booth = booth;
        _form = form;
        Status = form.ContainsKey("From") ? "queued" : "accepted";
    }

    public string Id { get; } = FakeTwilio.NewSid("SM");
    public string Status { get; private set; }
    public string? ErrorCode { get; private set; }

    internal bool IsPriced => _booth.Exchange.KnowsPriceOf(SentAt);

    /// <summary>A field of the order.</summary>
    public string Ordered(string field) => _form.GetValueOrDefault(field).ToString();

    /// <summary>A status of this text: sent, delivered, undelivered with a code, anything.</summary>
    public Task ReportAsync(string status, string? code = null)
    {
        (Status, ErrorCode) = (status, code);
        if (Ordered("StatusCallback") is not { Length: > 0 } address)
        {
            return Task.CompletedTask;
        }

        var fields = new Dictionary<string, string?>
        {
            ["MessageSid"] = Id,
            ["SmsSid"] = Id,
            ["AccountSid"] = FakeTwilio.AccountSid,
            ["From"] = FakeTwilio.Number,
            ["To"] = To,
            ["MessageStatus"] = status,
            ["SmsStatus"] = status,
            ["ApiVersion"] = "2010-04-01",
            ["ErrorCode"] = code,
        };
        return _booth.Webhooks.SendAsync(Id, address, status, fields);
    }

    internal async Task TravelAsync(string? failure)
    {
        try
        {
            await ReportAsync("sent");
            await (failure is null ? ReportAsync("delivered") : ReportAsync("undelivered", failure));
        }
        finally
        {
            SayTold();
        }
    }
}
