using System.Xml.Linq;
using Microsoft.Extensions.Primitives;

namespace Scout.TestKit.Twilio;

/// <summary>One call, from the telephone's side. The methods are lines of a story, in their order.</summary>
public sealed class TwilioCall : BoothCall
{
    private readonly FakeTwilio _booth;
    private readonly Dictionary<string, StringValues> _form;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private XElement _script;
    private DateTimeOffset? _answeredAt;
    private int _events;

    internal TwilioCall(FakeTwilio booth, Dictionary<string, StringValues> form)
        : base(booth, form["To"].ToString())
    {
        _booth = booth;
        _form = form;
        _script = TwilioScript.Parse(form["Twiml"].ToString());
    }

    public string Id { get; } = FakeTwilio.NewSid("CA");

    /// <summary>queued, ringing, in-progress, completed, … as a look-up shows it.</summary>
    public string Status { get; private set; } = "queued";

    public string? AnsweredBy { get; private set; }

    /// <summary>It was picked up, is over, and its price is known by now.</summary>
    internal bool IsPriced => IsOver && _answeredAt is not null && _booth.Exchange.KnowsPriceOf(PlacedAt);

    public bool IsOver => _over.Task.IsCompleted;

    public override string Said => TwilioScript.Spoken(_script);

    /// <summary>It waits for a key after what it said.</summary>
    public bool AsksForKey => TwilioScript.Gather(_script) is not null;

    /// <summary>A field of the order.</summary>
    public string Ordered(string field) => _form.GetValueOrDefault(field).ToString();

    /// <summary>Answers, and listens: every part must be said.</summary>
    public async Task<TwilioCall> Hears(params string[] parts)
    {
        await AnswerAsync();
        foreach (var part in parts.Where(part => !Said.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            throw _booth.Broken($"{To} heard \"{Said}\", which does not say \"{part}\".");
        }

        return this;
    }

    /// <summary>Presses a key; what the call says next is heard with Hears.</summary>
    public async Task<TwilioCall> Presses(string key)
    {
        await AnswerAsync();
        return await KeyAsync(key);
    }

    /// <summary>Lets the time for a key run out.</summary>
    public async Task<TwilioCall> PressesNothing()
    {
        await AnswerAsync();
        return await KeyAsync("");
    }

    /// <summary>Ends a call that was answered; declines one that rings, which Twilio calls busy.</summary>
    public Task<TwilioCall> HangsUp() => EndAsync(_answeredAt is null ? "busy" : "completed");

    public Task<TwilioCall> DoesNotAnswer() => EndAsync("no-answer");

    public Task<TwilioCall> IsBusy() => EndAsync("busy");

    /// <summary>The carrier cannot put it through.</summary>
    public Task<TwilioCall> Fails(string? sipCode = null) => EndAsync("failed", sipCode);

    /// <summary>A machine picks up, records, and is rung off.</summary>
    public Task<TwilioCall> Voicemail() => PicksUpAndEnds("machine_start");

    /// <summary>A machine picks up and records, until it is rung off.</summary>
    public async Task<TwilioCall> MachineRecords()
    {
        await PickUpAsync("machine_start");
        return this;
    }

    /// <summary>What machine detection says of who picked up; nobody presses a key.</summary>
    public async Task<TwilioCall> PicksUpAndEnds(string detected)
    {
        await PickUpAsync(detected);
        return await EndAsync("completed");
    }

    public async Task<TwilioCall> EndAsync(string status, string? sipCode = null)
    {
        lock (_gate)
        {
            if (IsOver)
            {
                return this;
            }

            Status = status;
            _over.TrySetResult();
        }

        await ReportAsync("completed", status, sipCode);
        await _booth.Webhooks.LetGoAsync(Id);
        return this;
    }

    /// <summary>Waits until Scout has hung up.</summary>
    public async Task<TwilioCall> IsHungUp()
    {
        try
        {
            await _over.Task.WaitAsync(_booth.Limit);
            return this;
        }
        catch (OperationCanceledException)
        {
            throw _booth.Broken($"Scout did not hang up on {To}.");
        }
    }

    /// <summary>Sends one event about this call, without changing it.</summary>
    /// <param name="callbackEvent">initiated, ringing, answered or completed.</param>
    public Task ReportAsync(string callbackEvent, string status, string? sipCode = null)
    {
        if (!_form.ContainsKey("StatusCallback") || !_form["StatusCallbackEvent"].Contains(callbackEvent))
        {
            return Task.CompletedTask;
        }

        var fields = new Dictionary<string, string?>
        {
            ["CallSid"] = Id,
            ["AccountSid"] = FakeTwilio.AccountSid,
            ["From"] = FakeTwilio.Number,
            ["To"] = To,
            ["CallStatus"] = status,
            ["ApiVersion"] = "2010-04-01",
            ["Direction"] = "outbound-api",
            ["Timestamp"] = TwilioShapes.Time(_booth.Time.GetUtcNow()),
            ["CallbackSource"] = "call-progress-events",
            ["SequenceNumber"] = $"{Interlocked.Increment(ref _events) - 1}",
            ["SipResponseCode"] = sipCode,
            ["CallDuration"] = callbackEvent is "completed" && _answeredAt is not null ? "1" : null,
            ["AnsweredBy"] = callbackEvent is "completed" ? AnsweredBy : null,
        };
        return _booth.Webhooks.SendAsync(Id, Ordered("StatusCallback"), status, fields, isLast: IsOver);
    }

    internal async Task AnnounceAsync()
    {
        try
        {
            await ReportAsync("initiated", "initiated");
            if (!IsOver)
            {
                Status = "ringing";
                await ReportAsync("ringing", "ringing");
            }
        }
        finally
        {
            SayTold();
        }
    }

    internal void GoOnWith(string twiml) => _script = TwilioScript.Parse(twiml);

    internal Task HangUpAsync() => EndAsync(_answeredAt is null ? "canceled" : "completed");

    private async Task AnswerAsync()
    {
        if (_answeredAt is null)
        {
            await PickUpAsync("human");
            await EndWhenAllIsSaidAsync();
        }
    }

    private async Task PickUpAsync(string detected)
    {
        if (IsOver)
        {
            throw _booth.Broken($"{To} cannot answer: the call is over ({Status}).");
        }

        _answeredAt = _booth.Time.GetUtcNow();
        Status = "in-progress";
        await ReportAsync("answered", "in-progress");
        if (Ordered("AsyncAmd") is "true")
        {
            AnsweredBy = detected;
            var fields = new Dictionary<string, string?>
            {
                ["CallSid"] = Id,
                ["AccountSid"] = FakeTwilio.AccountSid,
                ["AnsweredBy"] = detected,
                ["MachineDetectionDuration"] = "2300",
            };
            await _booth.Webhooks.SendAsync(Id, Ordered("AsyncAmdStatusCallback"), detected, fields);
        }
    }

    private async Task<TwilioCall> KeyAsync(string digits)
    {
        if (IsOver || TwilioScript.Gather(_script) is not { } gather)
        {
            throw _booth.Broken($"{To} pressed \"{digits}\", but the call {(IsOver ? "is over" : "asks for no key")}.");
        }

        var fields = new Dictionary<string, string?>
        {
            ["CallSid"] = Id,
            ["AccountSid"] = FakeTwilio.AccountSid,
            ["From"] = FakeTwilio.Number,
            ["To"] = To,
            ["CallStatus"] = "in-progress",
            ["Direction"] = "outbound-api",
            ["ApiVersion"] = "2010-04-01",
            ["Digits"] = digits,
            ["FinishedOnKey"] = "",
            ["msg"] = "Gather End",
        };
        var next = await _booth.Webhooks.AskAsync(gather.Attribute("action")!.Value, fields);
        for (var turns = 0; turns < 5 && next is not null && TwilioScript.Redirect(next) is { } redirect; turns++)
        {
            fields.Remove("Digits");
            fields.Remove("msg");
            next = await _booth.Webhooks.AskAsync(redirect.Value.Trim(), fields);
        }

        _script = next ?? XElement.Parse("<Response/>");
        await EndWhenAllIsSaidAsync();
        return this;
    }

    private Task EndWhenAllIsSaidAsync() => AsksForKey ? Task.CompletedTask : EndAsync("completed");
}
