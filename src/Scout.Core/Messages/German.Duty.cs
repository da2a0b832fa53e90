namespace Scout.Core.Messages;

/// <summary>Duty in German.</summary>
internal sealed partial class German
{
    public override string NotOnDuty => "Sie haben jetzt keinen Dienst, den Sie abgeben könnten.";

    public override string DutyDeclined => "In Ordnung. Scout fragt jemand anderen.";

    public override string NobodyToAsk => "Im Dienstplan ist sonst niemand, den man per SMS fragen kann.";

    public override string WhichRoster =>
        "Sie stehen in mehreren Dienstplänen. Öffnen Sie Scout, um zu sagen, welcher es ist.";

    public override string DutyBegins(string roster, string? until) =>
        until is null ? $"{roster}: Sie haben jetzt Dienst." : $"{roster}: Sie haben jetzt Dienst, bis {until}.";

    public override string DutySoon(string roster, string at) => $"{roster}: Ihr Dienst beginnt um {at}.";

    public override string DutyAsked(string by, string roster, string until) =>
        $"{by} bittet Sie, den Dienst {roster} bis {until} zu übernehmen. Antworten Sie TAKE.";

    public override string DutyIsAsked(string whom) =>
        $"{whom} wurde gefragt. Sie behalten den Dienst, bis die Antwort TAKE kommt.";

    public override string DutyTaken(string by, string roster, string until) =>
        $"{roster}: {by} hat den Dienst bis {until}. Sie müssen nichts tun.";

    public override string DutyYours(string roster, string? until) =>
        until is null ? $"{roster}: Sie haben den Dienst." : $"{roster}: Sie haben den Dienst bis {until}.";

    public override string DutyNow(string roster, string who, string? until, string? next) =>
        $"{roster}: {who} hat Dienst{(until is null ? "" : $" bis {until}")}{(next is null ? "" : $", danach {next}")}.";

    public override string DutyNobody(string roster, string? until) =>
        $"{roster}: NIEMAND hat Dienst{(until is null ? "" : $" bis {until}")}.";

    public override string DutyGap(string roster, string from, string until) =>
        $"{roster}: niemand hat Dienst von {from} bis {until}. Bitte füllen Sie die Lücke in Scout.";

    public override string DutyEmptyStep(string roster, string about) =>
        $"{about} brauchte jemanden, und niemand hat Dienst in {roster}. Scout ging zum nächsten Schritt.";

    public override string AndMore(int others, string? since) =>
        since is null ? $"Und {others} weitere." : $"Und {others} weitere seit {since}.";
}
