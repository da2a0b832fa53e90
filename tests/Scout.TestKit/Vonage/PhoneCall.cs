using System.Text.Json;

namespace Scout.TestKit.Vonage;

/// <summary>One call, from the telephone's side. The methods are lines of a story, in their order.</summary>
public sealed class PhoneCall : BoothCall
{
    private readonly FakeVonage _booth;
    private readonly Dictionary<string, JsonElement> _body;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private JsonElement[] _script;
    private DateTimeOffset? _answeredAt;

    internal PhoneCall(FakeVonage booth, string to, Dictionary<string, JsonElement> body)
        : base(booth, to)
    {
        _booth = booth;
        _body = body;
        _script = body.TryGetValue("ncco", out var ncco) ? [.. ncco.EnumerateArray()] : [];
    }

    public string Id { get; } = Ids.New();

    /// <summary>started, ringing, answered, completed, … as a look-up shows it.</summary>
    public string Status { get; private set; } = "started";

    public bool IsOver => _over.Task.IsCompleted;

    public override string Said => Wire.Spoken(_script);

    /// <summary>It waits for a key after what it said.</summary>
    public bool AsksForKey => Input is not null;

    /// <summary>Answers, and listens: every part must be said.</summary>
    public async Task<PhoneCall> Hears(params string[] parts)
    {
        await AnswerAsync();
        foreach (var part in parts.Where(part => !Said.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            throw _booth.Broken($"{To} heard \"{Said}\", which does not say \"{part}\".");
        }

        return this;
    }

    /// <summary>Picks up. A call that only talks then ends by itself.</summary>
    public async Task<PhoneCall> Answers()
    {
        await AnswerAsync();
        return this;
    }

    /// <summary>Presses a key; what the call says next is heard with Hears.</summary>
    public async Task<PhoneCall> Presses(string key)
    {
        await AnswerAsync();
        return await InputAsync(key, timedOut: false);
    }

    /// <summary>Lets the time for a key run out.</summary>
    public async Task<PhoneCall> PressesNothing()
    {
        await AnswerAsync();
        return await InputAsync("", timedOut: true);
    }

    /// <summary>Ends the call: declines it while it rings.</summary>
    public Task<PhoneCall> HangsUp() => _answeredAt is null ? Rejects() : EndAsync("completed", by: "user");

    /// <summary>Nobody comes; the carrier gives up.</summary>
    public Task<PhoneCall> DoesNotAnswer() => EndAsync("unanswered", "timeout");

    /// <summary>Nobody comes; Scout's own ringing time is over.</summary>
    public Task<PhoneCall> RingsOut() => EndAsync("timeout");

    public Task<PhoneCall> IsBusy() => EndAsync("busy");

    public Task<PhoneCall> Rejects() => EndAsync("rejected", "declined");

    /// <summary>The carrier cannot: cannot_route, internal_error, number_out_of_service.</summary>
    public Task<PhoneCall> Fails(string detail = "cannot_route") => EndAsync("failed", detail);

    /// <summary>A machine picks up and records, until it is rung off.</summary>
    public async Task<PhoneCall> MachineRecords()
    {
        await PickUpAsync("machine");
        return this;
    }

    /// <summary>A machine picks up, records, and is rung off.</summary>
    public async Task<PhoneCall> Voicemail()
    {
        await PickUpAsync("machine");
        return await EndAsync("completed", by: "user");
    }

    /// <summary>Ends in any way: a status and a detail of Vonage's, known or not.</summary>
    public async Task<PhoneCall> EndAsync(string status, string? detail = null, string? by = null)
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

        await ReportAsync(status, detail, by);
        await _booth.Webhooks.LetGoAsync(Id);
        return this;
    }

    /// <summary>Waits until Scout has hung up.</summary>
    public async Task<PhoneCall> IsHungUp()
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
    public Task ReportAsync(string status, string? detail = null, string? by = null)
    {
        if (EventUrl is not { } address)
        {
            return Task.CompletedTask;
        }

        var fields = new Dictionary<string, object?>
        {
            [status is "human" or "machine" ? "call_uuid" : "uuid"] = Id,
            ["from"] = Wire.Digits(FakeVonage.Number),
            ["to"] = Wire.Digits(To),
            ["conversation_uuid"] = $"CON-{Id}",
            ["status"] = status,
            ["direction"] = "outbound",
            ["timestamp"] = Wire.Timestamp(_booth.Time),
            ["detail"] = detail,
        };
        if (status is "completed")
        {
            fields["duration"] = Duration;
            fields["price"] = "0.0100";
            fields["rate"] = "0.0100";
            fields["disconnected_by"] = by ?? "platform";
        }

        return _booth.Webhooks.SendAsync(Id, address, status, fields, isLast: IsOver);
    }

    internal string? EventUrl => _body.TryGetValue("event_url", out var urls) ? urls[0].GetString() : null;

    internal string Duration =>
        _answeredAt is { } since ? $"{Math.Max(1, (long)(_booth.Time.GetUtcNow() - since).TotalSeconds)}" : "0";

    internal async Task AnnounceAsync()
    {
        try
        {
            await ReportAsync("started");
            if (!IsOver)
            {
                Status = "ringing";
                await ReportAsync("ringing");
            }
        }
        finally
        {
            SayTold();
        }
    }

    internal void GoOnWith(JsonElement script) => _script = [.. script.EnumerateArray()];

    internal Task HangUpAsync() => EndAsync(_answeredAt is null ? "cancelled" : "completed");

    private JsonElement? Input => Wire.Action(_script, "input");

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
        Status = "answered";
        await ReportAsync("answered");
        if (_body.ContainsKey("machine_detection"))
        {
            await ReportAsync(detected);
        }
    }

    private async Task<PhoneCall> InputAsync(string digits, bool timedOut)
    {
        if (IsOver || Input is not { } input)
        {
            throw _booth.Broken($"{To} pressed \"{digits}\", but the call {(IsOver ? "is over" : "asks for no key")}.");
        }

        var fields = new Dictionary<string, object?>
        {
            ["uuid"] = Id,
            ["conversation_uuid"] = $"CON-{Id}",
            ["from"] = Wire.Digits(FakeVonage.Number),
            ["to"] = Wire.Digits(To),
            ["timestamp"] = Wire.Timestamp(_booth.Time),
            ["dtmf"] = new Dictionary<string, object?> { ["digits"] = digits, ["timed_out"] = timedOut },
        };
        var next = await _booth.Webhooks.AskAsync(Wire.EventUrl(input), "input", fields);
        _script = next ?? Wire.After(_script, "input");
        await EndWhenAllIsSaidAsync();
        return this;
    }

    private Task EndWhenAllIsSaidAsync() => AsksForKey ? Task.CompletedTask : EndAsync("completed");
}
