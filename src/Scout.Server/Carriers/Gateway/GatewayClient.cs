using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Server.Carriers.Gateway;

/// <summary>
/// A provider that Scout knows only by its settings. It cannot be asked what became of an order, and its calls take no
/// keys. A text whose answer was lost stays in doubt: modems are slow, and each copy would disturb somebody again.
/// </summary>
internal sealed partial class GatewayClient : ICarrier, IDisposable
{
    private const int LongestText = 1600;

    private readonly GatewayOptions _options;
    private readonly GatewayOrder? _text;
    private readonly GatewayOrder? _call;
    private readonly CarrierWire _wire;
    private readonly string? _reports;
    private readonly ILogger<GatewayClient> _logger;

    /// <param name="options">Found right by <see cref="GatewayValidator"/>.</param>
    /// <param name="site">Where Scout can be reached from outside; null: nobody said.</param>
    public GatewayClient(GatewayOptions options, Uri? site, TimeProvider time, ILogger<GatewayClient> logger)
    {
        _options = options;
        _text = options.Text.IsSet ? new GatewayOrder(options.Text) : null;
        _call = options.Call.IsSet ? new GatewayOrder(options.Call) : null;
        _wire = new CarrierWire(options.Timeout, time);
        _logger = logger;
        _reports =
            site is not null && options.Webhooks.Secrets.FirstOrDefault() is { } secret
                ? $"{site.AbsoluteUri.TrimEnd('/')}/webhooks/gateway/{options.Name}/status?key={Uri.EscapeDataString(secret)}&attempt="
                : null;
    }

    public string Name => _options.Name;

    public bool HasCallbacks => false;

    public CarrierLimits Limits => new(_options.CallsPerSecond, _options.TextsPerSecond);

    public bool CanBeAsked => false;

    public string Well =>
        "It answers. Only a text or call shows whether it takes the credentials: scout call-test NUMBER --text --by "
        + $"{Name}.";

    public bool Takes(Channel channel) =>
        channel switch
        {
            Channel.Call => _call is not null,
            Channel.Text => _text is not null,
            _ => false,
        };

    public bool HearsAnswers(Channel channel) =>
        channel is Channel.Text && _options.Webhooks.Text.IsSet && _options.Webhooks.Secrets.Any();

    public async Task<Receipt> CallAsync(CallOrder order, CancellationToken cancellationToken)
    {
        var said = CarrierWords.Speakable(order.Script.PlainText, LongestText);
        var words = Words(order.To, said, order.Token, order.Script.Language);
        var receipt = await OrderAsync(_call, words, cancellationToken);
        return receipt is Receipt.Doubt doubt ? doubt with { Stays = false } : receipt; // rather twice than not at all
    }

    public Task<Receipt> TextAsync(TextOrder order, CancellationToken cancellationToken)
    {
        var text = CarrierWords.Cut(order.Text, LongestText);
        return OrderAsync(_text, Words(order.To, text, order.Token, order.Language), cancellationToken);
    }

    public Task<CarrierAnswer> LookUpAsync(LookUpOrder order, CancellationToken cancellationToken) =>
        Task.FromResult<CarrierAnswer>(new CarrierAnswer.NoAnswer($"{Name} cannot be asked."));

    public Task HangUpAsync(string reference, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SayInsteadAsync(string reference, CallScript script, CancellationToken cancellationToken) =>
        Task.CompletedTask; // it never tells of a machine

    /// <summary>Any answer will do: a request with the credentials would send something.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var somebody = Words("+14155550100", "", "", "en");
        foreach (var order in new[] { _text, _call }.OfType<GatewayOrder>())
        {
            var origin = new Uri(order.Url(somebody).GetLeftPart(UriPartial.Authority));
            using var request = new HttpRequestMessage(HttpMethod.Head, origin);
            if (await _wire.AskAsync(request, content: null, cancellationToken) is WireAnswer.Lost lost)
            {
                return $"{Name} cannot be reached at {origin.Host}: {lost.Why}.";
            }
        }

        return null;
    }

    public void Dispose() => _wire.Dispose();

    private GatewayWords Words(string to, string text, string token, string language) =>
        new(to, text, _options.From.Trim(), token, language, _reports is null ? "" : _reports + token);

    private async Task<Receipt> OrderAsync(GatewayOrder? order, GatewayWords words, CancellationToken cancellationToken)
    {
        if (order is null)
        {
            return new Receipt.Refused("settings", $"{Name} is not set up for this.", RefusalKind.Operator);
        }

        using var request = order.Request(words);
        using var content = order.Content(words);
        var answer = await _wire.AskAsync(request, content, cancellationToken);
        var receipt = answer switch
        {
            WireAnswer.Came came => GatewayReceipts.Read(came, order, Name, words.Id),
            WireAnswer.Lost lost when lost.AsReceipt(Name) is Receipt.Doubt doubt => doubt with { Stays = true },
            WireAnswer.Lost lost => lost.AsReceipt(Name),
            _ => throw new InvalidOperationException($"{answer}"),
        };
        if (receipt is Receipt.Refused refused)
        {
            LogRefused(Name, refused.Code, refused.Kind);
        }
        else if (receipt is Receipt.Doubt)
        {
            LogDoubt(Name);
        }

        return receipt;
    }

    [LoggerMessage(2501, LogLevel.Warning, "The gateway {Gateway} refused: {Code} ({Kind})")]
    private partial void LogRefused(string gateway, string code, RefusalKind kind);

    [LoggerMessage(
        2502,
        LogLevel.Warning,
        "The answer of the gateway {Gateway} was lost: it may have been carried out"
    )]
    private partial void LogDoubt(string gateway);
}
