namespace Scout.Server.Replies;

/// <summary>A text that somebody wrote to Scout's number.</summary>
/// <param name="Id">The carrier's id of it: the same text may come again.</param>
/// <param name="From">E.164 with +.</param>
internal sealed record InboundText(string Carrier, string Id, string From, string Body)
{
    /// <summary>The number it was written to, E.164 with +; empty where the carrier does not say.</summary>
    public string To { get; init; } = "";

    /// <summary>
    /// The carrier takes the answer as its webhook's own answer (TwiML). Otherwise the answer leaves as a text of its
    /// own, and strangers get none.
    /// </summary>
    public bool AnswersInBand { get; init; }
}
