using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Server.Carriers;

/// <summary>Somebody who rings phones and sends texts for Scout: Vonage, Twilio, gateways, the Sandbox.</summary>
internal interface ICarrier
{
    /// <summary>Lower case, as settings and rows name it: "vonage", "sandbox".</summary>
    string Name { get; }

    /// <summary>The carrier can tell Scout what happens: there is a public address for its callbacks.</summary>
    bool HasCallbacks { get; }

    /// <summary>What it takes in a second. Whoever orders keeps to it: see <see cref="CarrierPace"/>.</summary>
    CarrierLimits Limits { get; }

    /// <summary>It does such orders at all.</summary>
    bool Takes(Channel channel) => true;

    /// <summary>A key pressed in a call, or a text written back, reaches Scout: messages may ask for one.</summary>
    bool HearsAnswers(Channel channel) => HasCallbacks;

    /// <summary>A look-up may tell how a call went.</summary>
    bool CanBeAsked => true;

    Task<Receipt> CallAsync(CallOrder order, CancellationToken cancellationToken);

    Task<Receipt> TextAsync(TextOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Asks what became of an attempt, by its reference or, when the answer was lost, by number and time.
    /// Null: the carrier does not know it. Throws nothing; a failed question is <see cref="CarrierAnswer.NoAnswer"/>.
    /// </summary>
    Task<CarrierAnswer> LookUpAsync(LookUpOrder order, CancellationToken cancellationToken);

    /// <summary>Ends a call that is ringing or talking. Failure is of no consequence.</summary>
    Task HangUpAsync(string reference, CancellationToken cancellationToken);

    /// <summary>A call that is talking says this, twice, and ends. Failure is of no consequence.</summary>
    Task SayInsteadAsync(string reference, CallScript script, CancellationToken cancellationToken);

    /// <summary>Credentials and credit, for `scout check` and the daily self-test. Null: all is well.</summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>What a check without a fault has shown: a sentence.</summary>
    string Well => "The credentials are accepted.";
}

/// <summary>A call to place.</summary>
/// <param name="To">E.164 with +.</param>
/// <param name="Token">The attempt's token, for every callback address.</param>
/// <param name="Script">What to say once somebody answers.</param>
/// <param name="RingFor">How long to let it ring.</param>
internal sealed record CallOrder(string To, string Token, CallScript Script, TimeSpan RingFor);

/// <summary>A text to send.</summary>
internal sealed record TextOrder(string To, string Token, string Text)
{
    /// <summary>What it is written in: "en", "pt-PT".</summary>
    public string Language { get; init; } = "en";
}

/// <summary>A question about an attempt. Reference is null when the carrier's answer was lost.</summary>
internal sealed record LookUpOrder(Channel Channel, string To, string? Reference, DateTimeOffset SentAt);

/// <summary>What the carrier said to an order. A refusal is an answer, not an exception.</summary>
internal abstract record Receipt
{
    private Receipt() { }

    internal sealed record Accepted(string Reference) : Receipt;

    /// <summary>Definitely not placed.</summary>
    /// <param name="Code">Short and stable, e.g. "402" or "connect".</param>
    /// <param name="Reason">For the ledger; no secrets, no numbers.</param>
    internal sealed record Refused(string Code, string Reason, RefusalKind Kind) : Receipt
    {
        /// <summary>When the carrier asked to come back later.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>The recipient told the carrier STOP: no more texts to them, by anybody.</summary>
        public bool OptedOut { get; init; }
    }

    /// <summary>The request left but the answer was lost: it may ring all the same.</summary>
    internal sealed record Doubt(string Reason) : Receipt
    {
        /// <summary>Nobody can ever tell, and once too often is worse than the doubt: it is not sent again.</summary>
        public bool Stays { get; init; }
    }
}

/// <summary>What a look-up found.</summary>
internal abstract record CarrierAnswer
{
    private CarrierAnswer() { }

    internal sealed record Found(CarrierReport Report) : CarrierAnswer;

    internal sealed record NotFound : CarrierAnswer;

    internal sealed record NoAnswer(string Reason) : CarrierAnswer;
}
