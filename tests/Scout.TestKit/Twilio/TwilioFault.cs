namespace Scout.TestKit.Twilio;

/// <summary>What goes wrong with an order.</summary>
public abstract record TwilioFault
{
    private TwilioFault() { }

    /// <summary>The phone rings, but the connection breaks before the answer.</summary>
    public static TwilioFault AnswerLost { get; } = new Lost(Rings: true);

    /// <summary>The connection breaks and nothing rings.</summary>
    public static TwilioFault Dropped { get; } = new Lost(Rings: false);

    /// <summary>Nothing rings and no answer comes.</summary>
    public static TwilioFault Silent { get; } = new Silence();

    /// <summary>A proxy's page with status 500; nothing rings.</summary>
    public static TwilioFault HtmlError { get; } = new Page(500, "<html><body>Something went wrong</body></html>");

    /// <summary>503 with an empty body.</summary>
    public static TwilioFault Unavailable { get; } = new Page(503, "");

    /// <summary>402 with an empty body.</summary>
    public static TwilioFault NoCredit { get; } = new Page(402, "");

    /// <summary>429 with code 20429 and Retry-After: 1.</summary>
    public static TwilioFault RateLimited { get; } = new Refusal(429, 20429);

    /// <summary>A refusal in Twilio's shape; nothing rings.</summary>
    public static TwilioFault Code(int status, int code) => new Refusal(status, code);

    internal sealed record Lost(bool Rings) : TwilioFault;

    internal sealed record Silence : TwilioFault;

    internal sealed record Page(int Status, string Body) : TwilioFault;

    internal sealed record Refusal(int Status, int Number) : TwilioFault;
}
