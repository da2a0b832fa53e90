using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Deliveries;

/// <summary>Why somebody was not reached, in one plain sentence, out of the last word that is kept about a call or text.</summary>
internal static class WhyText
{
    private const string CappedEnd = " calls in the last hour";
    private const string NumberEnd = " calls and texts to this number within a day";
    private const string AlertEnd = " calls and texts for this alert";
    private const string ScoutEnd = " calls and texts by this Scout within a day";

    /// <summary>Null: the person was reached, or may still be.</summary>
    public static string? Of(DeliveryCard card) =>
        Outcomes.Of(card.State) switch
        {
            Outcome.NotReached => OfScout(card) ?? OfCarrier(card) ?? Unknown(card.Word),
            Outcome.NotNeeded => NotNeeded(card),
            _ => null,
        };

    private static string NotNeeded(DeliveryCard card) =>
        card.Word switch
        {
            "a later round took its place" => Say.It("It had not left when a later call took its place."),
            "told otherwise before quiet hours ended" => Say.It(
                "{0} was told otherwise before the quiet hours ended.",
                card.Name
            ),
            "no longer watched" => Say.It("It had not left when the watch was removed."),
            _ => Say.It("Somebody had taken care of it before it left."),
        };

    /// <summary>Scout's own words.</summary>
    private static string? OfScout(DeliveryCard card) =>
        card.Word switch
        {
            "voicemail" => Say.It("A voicemail picked up, not a person."),
            "answered, no key pressed" => Say.It("Somebody picked up, but no key was pressed."),
            "ended before anybody answered" => Say.It("The call ended before anybody picked up."),
            "could not leave in time" => Say.It("It could not leave in time, and then it was too old to be true."),
            "has asked for no more texts" => Say.It("{0} has asked for no more texts.", card.Name),
            "no last word from the carrier" => Say.It("The carrier never said how it ended."),
            "number not verified" => Say.It("The number has not been verified yet."),
            "no carrier is configured" => Say.It("No carrier is set up that could send it."),
            "no carrier took it" => Say.It("No carrier could put it through."),
            "the number cannot be reached" => NoSuchNumber(),
            "no text arrives at this number" => NoTexts(),
            _ => OfLimits(card.Word),
        };

    private static string? OfLimits(string word)
    {
        return Before(CappedEnd) is { } calls
                ? Say.It("The phone had been called {0} times within an hour, the most that is allowed.", calls)
            : Before(NumberEnd) is { } number
                ? Say.It("{0} calls and texts went to the number within a day, the most that is allowed.", number)
            : Before(AlertEnd) is { } alert
                ? Say.It("{0} calls and texts were made for the alert, the most that is allowed.", alert)
            : Before(ScoutEnd) is { } scout
                ? Say.It("Scout made {0} calls and texts within a day, the most that is allowed.", scout)
            : word.StartsWith("Scout does not call this country here", StringComparison.Ordinal)
                ? Say.It("Scout may not call the number's country: whoever runs it sets the countries.")
            : word.StartsWith("This is the number that Scout itself", StringComparison.Ordinal)
                ? Say.It("It is the number that Scout itself calls from.")
            : word.StartsWith("Premium-rate", StringComparison.Ordinal)
                ? Say.It("Premium-rate and satellite numbers are not called here.")
            : word.StartsWith("Scout does not call emergency", StringComparison.Ordinal)
                ? Say.It("Scout does not call emergency numbers.")
            : null;

        string? Before(string end) => word.EndsWith(end, StringComparison.Ordinal) ? word[..^end.Length] : null;
    }

    /// <summary>Carriers' words: "rejected: declined (SIP 603)", "undelivered: 30003", "busy".</summary>
    private static string? OfCarrier(DeliveryCard card)
    {
        var parts = card.Word.Split(" (SIP ", 2)[0].Split(": ", 2);
        var (status, detail) = (parts[0], parts.Length > 1 ? parts[1] : "");
        return card.IsCall ? OfCall(status, detail) : OfText(status, detail, card);
    }

    private static string? OfCall(string status, string detail) =>
        (status, detail) switch
        {
            (_, "invalid_number" or "number_out_of_service") => NoSuchNumber(),
            ("busy", _) => Say.It("The line was busy."),
            ("declined", _) or ("rejected", "declined") => Say.It("The call was declined on the phone."),
            ("rejected", _) => Say.It("The phone's network refused the call."),
            ("unanswered", "unavailable") => Say.It("The phone was off or out of reach."),
            ("unanswered" or "timeout" or "no-answer", _) => Say.It("The phone rang, and nobody picked up."),
            ("cancelled" or "canceled", _) => Say.It("The call was ended before anybody picked up."),
            ("completed" or "over", _) => Say.It("The call ended before anybody picked up."),
            ("failed", _) => Say.It("No carrier could put it through."),
            _ => null,
        };

    private static string? OfText(string status, string code, DeliveryCard card) =>
        (status, code) switch
        {
            (_, "30003") => Say.It("The phone was off or out of reach."),
            (_, "30004" or "1430") => Say.It("The number takes no texts from Scout's number."),
            (_, "30005" or "21211" or "1170") => NoSuchNumber(),
            (_, "30006" or "21614") => NoTexts(),
            (_, "30007" or "30034") => Say.It("The phone's network held the text back as unwanted."),
            (_, "21610" or "1240") => Say.It("{0} has asked for no more texts.", card.Name),
            ("undelivered" or "undeliverable" or "rejected" or "failed", { Length: > 0 }) => Say.It(
                "The text did not arrive; the carrier's code is {0}.",
                code
            ),
            ("undelivered" or "undeliverable" or "rejected" or "failed", _) => Say.It("The text did not arrive."),
            ("canceled", _) => Say.It("The text was called back before it left."),
            _ => null,
        };

    private static string NoTexts() => Say.It("The number takes no texts: it may be a landline.");

    private static string NoSuchNumber() => Say.It("The number does not exist or is out of service.");

    private static string Unknown(string word) =>
        word.Length > 0 ? Say.It("The last word about it is \"{0}\".", word) : Say.It("Nobody said why.");
}
