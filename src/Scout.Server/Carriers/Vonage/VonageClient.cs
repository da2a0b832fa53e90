using System.Globalization;
using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Server.Carriers.Vonage;

/// <summary>Calls by the Voice API v1, texts by the Messages API v1.</summary>
internal sealed partial class VonageClient(
    VonageOptions options,
    VonageHttp http,
    VonageCallbacks callbacks,
    ILogger<VonageClient> logger
) : ICarrier
{
    public const string CarrierName = "vonage";

    private const int LongestText = 1000;
    private const int LongestClientRef = 40;

    public string Name => CarrierName;

    public bool HasCallbacks => callbacks.Exist;

    public CarrierLimits Limits => new(options.CallsPerSecond, options.TextsPerSecond);

    public async Task<Receipt> CallAsync(CallOrder order, CancellationToken cancellationToken)
    {
        var body = new VonageWire.NewCall(
            [new VonageWire.Endpoint(VonageNumber.Digits(order.To))],
            new VonageWire.Endpoint(options.From),
            VonageMarkup.ForCall(order.Script, callbacks.Input(order.Token)),
            Math.Clamp((int)order.RingFor.TotalSeconds, 1, 120)
        )
        {
            EventUrl = callbacks.Event(order.Token) is { } address ? [address] : null,
        };
        return await OrderAsync("v1/calls", body, "uuid", cancellationToken);
    }

    public async Task<Receipt> TextAsync(TextOrder order, CancellationToken cancellationToken)
    {
        var body = new VonageWire.NewText(
            VonageNumber.Digits(order.To),
            options.From,
            CarrierWords.Cut(order.Text, LongestText),
            CarrierWords.Cut(order.Token, LongestClientRef)
        )
        {
            WebhookUrl = callbacks.Status(order.Token),
        };
        return await OrderAsync("v1/messages", body, "message_uuid", cancellationToken);
    }

    public async Task<CarrierAnswer> LookUpAsync(LookUpOrder order, CancellationToken cancellationToken)
    {
        if (order.Channel is Channel.Text)
        {
            return new CarrierAnswer.NoAnswer("Vonage cannot be asked about texts.");
        }

        var path = order.Reference is { } reference
            ? $"v1/calls/{VonageNumber.InAddress(reference)}"
            : $"v1/calls?date_start={Since(order.SentAt)}&order=desc&page_size=100";
        var answer = await http.AskAsync(HttpMethod.Get, path, body: null, cancellationToken);
        return answer switch
        {
            WireAnswer.Came { Status: 200 } came => VonageLookUp.Read(came.Body, order, options.From),
            WireAnswer.Came { Status: 404 } when order.Reference is not null => new CarrierAnswer.NotFound(),
            WireAnswer.Came came => new CarrierAnswer.NoAnswer($"Vonage answered {came.Status}."),
            WireAnswer.Lost lost => new CarrierAnswer.NoAnswer(lost.Why),
            _ => new CarrierAnswer.NoAnswer(""),
        };
    }

    public Task HangUpAsync(string reference, CancellationToken cancellationToken) =>
        ChangeAsync(reference, new VonageWire.Change("hangup"), cancellationToken);

    public Task SayInsteadAsync(string reference, CallScript script, CancellationToken cancellationToken) =>
        ChangeAsync(
            reference,
            new VonageWire.Change("transfer") { Destination = new(VonageMarkup.ForCall(script, inputUrl: null)) },
            cancellationToken
        );

    private async Task ChangeAsync(string reference, VonageWire.Change change, CancellationToken cancellationToken)
    {
        var path = $"v1/calls/{VonageNumber.InAddress(reference)}";
        var answer = await http.AskAsync(HttpMethod.Put, path, change, cancellationToken);
        if (answer is not WireAnswer.Came { Status: < 300 })
        {
            LogNotHungUp(answer is WireAnswer.Came came ? came.Status : 0);
        }
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var answer = await http.AskAsync(HttpMethod.Get, "v1/calls?page_size=1", body: null, cancellationToken);
        return answer switch
        {
            WireAnswer.Came { Status: 200 } => null,
            WireAnswer.Came { Status: 401 or 403 } =>
                "Vonage refuses the credentials: NEXMO_APPLICATION_ID and NEXMO_PRIVATE_KEY must belong together.",
            WireAnswer.Came { Status: 402 } => "The Vonage account has no credit.",
            WireAnswer.Came came => $"Vonage answered {came.Status} to a simple question.",
            WireAnswer.Lost lost => $"Vonage cannot be reached at {options.ApiUrl.Host}: {lost.Why}.",
            _ => null,
        };
    }

    private async Task<Receipt> OrderAsync(
        string path,
        object body,
        string idField,
        CancellationToken cancellationToken
    )
    {
        var answer = await http.AskAsync(HttpMethod.Post, path, body, cancellationToken);
        var receipt = answer switch
        {
            WireAnswer.Came came => VonageReceipts.Read(came.Status, came.RetryAfter, came.Body, idField),
            WireAnswer.Lost lost => lost.AsReceipt("Vonage"),
            _ => throw new InvalidOperationException($"{answer}"),
        };
        if (receipt is Receipt.Refused refused)
        {
            LogRefused(path, refused.Code, refused.Kind);
        }
        else if (receipt is Receipt.Doubt)
        {
            LogDoubt(path);
        }

        return receipt;
    }

    // Vonage's clock and ours may differ a little; an older call to the same number is further back than this.
    private static string Since(DateTimeOffset sentAt) =>
        Uri.EscapeDataString(
            (sentAt - TimeSpan.FromSeconds(10)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );

    [LoggerMessage(2201, LogLevel.Warning, "Vonage refused {Path}: {Code} ({Kind})")]
    private partial void LogRefused(string path, string code, RefusalKind kind);

    [LoggerMessage(2202, LogLevel.Warning, "Vonage's answer to {Path} was lost: it may have been carried out")]
    private partial void LogDoubt(string path);

    [LoggerMessage(2203, LogLevel.Information, "A running call could not be changed: {Status}")]
    private partial void LogNotHungUp(int status);
}
