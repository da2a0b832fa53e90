using Microsoft.Extensions.Primitives;

namespace Scout.TestKit.Twilio;

/// <summary>A text that reached the booth.</summary>
public sealed class TwilioText
{
    private readonly FakeTwilio _booth;
    private readonly Dictionary<string, StringValues> _form;
    private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TwilioText(FakeTwilio booth, Dictionary<string, StringValues> form)
    {
        _booth = booth;
        _form = form;
        To = form["To"].ToString();
        Body = form["Body"].ToString();
        Status = form.ContainsKey("From") ? "queued" : "accepted";
        SentAt = booth.Time.GetUtcNow();
    }

    public string Id { get; } = FakeTwilio.NewSid("SM");
    public string To { get; }
    public string Body { get; }
    public string Status { get; private set; }
    public string? ErrorCode { get; private set; }
    public DateTimeOffset SentAt { get; }

    /// <summary>A line of the story has taken it.</summary>
    public bool WasTaken { get; internal set; }

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
            _reported.TrySetResult();
        }
    }

    internal Task ReportedAsync() => _reported.Task.WaitAsync(_booth.Limit);
}
