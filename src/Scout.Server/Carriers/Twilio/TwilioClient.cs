using System.Text.Json;
using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Server.Carriers.Twilio;

/// <summary>Calls and texts by the API of 2010-04-01.</summary>
internal sealed partial class TwilioClient(
    TwilioOptions options,
    TwilioHttp http,
    TwilioCallbacks callbacks,
    TimeProvider time,
    ILogger<TwilioClient> logger
) : ICarrier
{
    public const string CarrierName = "twilio";

    private const int LongestText = 1600;

    /// <summary>Twilio adds up to five seconds of its own to the ringing.</summary>
    private static readonly TimeSpan ExtraRinging = TimeSpan.FromSeconds(5);

    /// <summary>After Twilio refused the public address, calls go out without it for so long.</summary>
    private static readonly TimeSpan WithoutCallbacks = TimeSpan.FromMinutes(15);

    private long _noCallbacksUntil; // Unix milliseconds

    public string Name => CarrierName;

    public bool HasCallbacks => callbacks.Exist && !CallbacksAreRefused;

    public CarrierLimits Limits => new(options.CallsPerSecond, options.TextsPerSecond);

    /// <summary>Twilio says that it cannot reach the public address: calls still ring, without keys.</summary>
    public bool CallbacksAreRefused =>
        time.GetUtcNow().ToUnixTimeMilliseconds() < Interlocked.Read(ref _noCallbacksUntil);

    public async Task<Receipt> CallAsync(CallOrder order, CancellationToken cancellationToken)
    {
        var tells = HasCallbacks;
        var ring = Math.Clamp((int)(order.RingFor - ExtraRinging).TotalSeconds, 5, 600);
        var form = new List<KeyValuePair<string, string>>
        {
            new("To", order.To),
            new("From", options.From),
            new("Twiml", TwilioMarkup.ForCall(order.Script, tells ? callbacks.Key(order.Token, question: 1) : null)),
            new("Timeout", $"{ring}"),
            new("TimeLimit", "300"), // three rounds of the script take less than two minutes
        };
        if (tells)
        {
            form.Add(new("StatusCallback", callbacks.Call(order.Token)!));
            form.Add(new("StatusCallbackMethod", "POST"));
            string[] events = ["initiated", "ringing", "answered", "completed"];
            form.AddRange(events.Select(name => KeyValuePair.Create("StatusCallbackEvent", name)));
            if (options.MachineDetection)
            {
                // Beside the talk: detection before it would let a person hear nothing for seconds and hang up.
                form.Add(new("MachineDetection", "Enable"));
                form.Add(new("AsyncAmd", "true"));
                form.Add(new("AsyncAmdStatusCallback", callbacks.Machine(order.Token)!));
                form.Add(new("AsyncAmdStatusCallbackMethod", "POST"));
            }
        }

        return await OrderAsync("Calls.json", form, cancellationToken);
    }

    public async Task<Receipt> TextAsync(TextOrder order, CancellationToken cancellationToken)
    {
        var form = new List<KeyValuePair<string, string>>
        {
            new("To", order.To),
            string.IsNullOrWhiteSpace(options.MessagingServiceSid)
                ? new("From", options.From)
                : new("MessagingServiceSid", options.MessagingServiceSid.Trim()),
            new("Body", CarrierWords.Cut(order.Text, LongestText)),
            new("ValidityPeriod", $"{(int)options.TextLife.TotalSeconds}"),
        };
        if (HasCallbacks)
        {
            form.Add(new("StatusCallback", callbacks.Text(order.Token)!));
        }

        return await OrderAsync("Messages.json", form, cancellationToken);
    }

    public async Task<CarrierAnswer> LookUpAsync(LookUpOrder order, CancellationToken cancellationToken) =>
        await http.AskAsync(TwilioLookUp.Path(order, options.From), cancellationToken) switch
        {
            WireAnswer.Came { Status: 200 } came => TwilioLookUp.Read(came.Body, order),
            WireAnswer.Came { Status: 404 } when order.Reference is not null => new CarrierAnswer.NotFound(),
            WireAnswer.Came came => new CarrierAnswer.NoAnswer($"Twilio answered {came.Status}."),
            WireAnswer.Lost lost => new CarrierAnswer.NoAnswer(lost.Why),
            _ => new CarrierAnswer.NoAnswer(""),
        };

    public Task HangUpAsync(string reference, CancellationToken cancellationToken) =>
        ChangeAsync(reference, new("Status", "completed"), cancellationToken);

    public Task SayInsteadAsync(string reference, CallScript script, CancellationToken cancellationToken) =>
        ChangeAsync(reference, new("Twiml", TwilioMarkup.ForCall(script, keyUrl: null)), cancellationToken);

    private async Task ChangeAsync(
        string reference,
        KeyValuePair<string, string> change,
        CancellationToken cancellationToken
    )
    {
        var path = $"Calls/{TwilioLookUp.InAddress(reference)}.json";
        var answer = await http.PostAsync(path, [change], cancellationToken);
        if (answer is not WireAnswer.Came { Status: < 300 })
        {
            LogNotHungUp(answer is WireAnswer.Came came ? came.Status : 0);
        }
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var answer = await http.AskAsync("Calls.json?PageSize=1", cancellationToken);
        return answer switch
        {
            WireAnswer.Came { Status: 200 } => options.HasApiKey ? null : await AccountAsync(cancellationToken),
            WireAnswer.Came { Status: 401 or 403 } => options.HasApiKey
                ? "Twilio refuses the credentials: TWILIO_API_KEY and TWILIO_API_SECRET must belong to TWILIO_ACCOUNT_SID."
                : "Twilio refuses the credentials: TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN must belong together.",
            WireAnswer.Came { Status: 402 } => "The Twilio account has no credit.",
            WireAnswer.Came came => $"Twilio answered {came.Status} to a simple question.",
            WireAnswer.Lost lost => $"Twilio cannot be reached at {options.ApiUrl.Host}: {lost.Why}.",
            _ => null,
        };
    }

    // API keys may not ask this.
    private async Task<string?> AccountAsync(CancellationToken cancellationToken)
    {
        if (await http.AskAsync("", cancellationToken) is not WireAnswer.Came { Status: 200 } came)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(came.Body);
            return document.RootElement.Text("status") is { Length: > 0 } status and not "active"
                ? $"The Twilio account is {CarrierWords.Word(status)}: it places no calls and sends no texts."
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<Receipt> OrderAsync(
        string path,
        List<KeyValuePair<string, string>> form,
        CancellationToken cancellationToken
    )
    {
        var answer = await http.PostAsync(path, form, cancellationToken);
        var receipt = answer switch
        {
            WireAnswer.Came came => TwilioReceipts.Read(came),
            WireAnswer.Lost lost => lost.AsReceipt("Twilio"),
            _ => throw new InvalidOperationException($"{answer}"),
        };
        if (receipt is Receipt.Refused refused)
        {
            LogRefused(path, refused.Code, refused.Kind);
            if (answer is WireAnswer.Came came && TwilioCodes.IsBadCallback(TwilioError.Read(came.Body).Code))
            {
                var until = time.GetUtcNow() + WithoutCallbacks;
                Interlocked.Exchange(ref _noCallbacksUntil, until.ToUnixTimeMilliseconds());
            }
        }
        else if (receipt is Receipt.Doubt)
        {
            LogDoubt(path);
        }

        return receipt;
    }

    [LoggerMessage(2401, LogLevel.Warning, "Twilio refused {Path}: {Code} ({Kind})")]
    private partial void LogRefused(string path, string code, RefusalKind kind);

    [LoggerMessage(2402, LogLevel.Warning, "Twilio's answer to {Path} was lost: it may have been carried out")]
    private partial void LogDoubt(string path);

    [LoggerMessage(2403, LogLevel.Information, "A running call was not changed: Twilio answered {Status}")]
    private partial void LogNotHungUp(int status);
}
