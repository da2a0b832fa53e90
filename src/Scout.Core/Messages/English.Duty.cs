namespace Scout.Core.Messages;

/// <summary>Duty in English.</summary>
internal sealed partial class English
{
    public override string NotOnDuty => "You are not on duty now, so there is nothing to hand over.";

    public override string DutyDeclined => "All right. Scout asks somebody else.";

    public override string NobodyToAsk => "There is nobody else in the roster who can be asked by text.";

    public override string WhichRoster => "You stand in several rosters. Open Scout to say which one you mean.";

    public override string DutyBegins(string roster, string? until) =>
        until is null ? $"{roster}: you are on duty now." : $"{roster}: you are on duty now, until {until}.";

    public override string DutySoon(string roster, string at) => $"{roster}: your duty begins at {at}.";

    public override string DutyAsked(string by, string roster, string until) =>
        $"{by} asks you to take the duty of {roster} until {until}. Reply TAKE to take it.";

    public override string DutyIsAsked(string whom) =>
        $"{whom} has been asked. You stay on duty until the answer is TAKE.";

    public override string DutyTaken(string by, string roster, string until) =>
        $"{roster}: {by} has the duty until {until}. You need not act.";

    public override string DutyYours(string roster, string? until) =>
        until is null ? $"{roster}: you have the duty." : $"{roster}: you have the duty until {until}.";

    public override string DutyNow(string roster, string who, string? until, string? next) =>
        $"{roster}: {who} is on duty{(until is null ? "" : $" until {until}")}{(next is null ? "" : $", then {next}")}.";

    public override string DutyNobody(string roster, string? until) =>
        $"{roster}: NOBODY is on duty{(until is null ? "" : $" until {until}")}.";

    public override string DutyGap(string roster, string from, string until) =>
        $"{roster}: nobody is on duty from {from} until {until}. Please fill the gap in Scout.";

    public override string DutyEmptyStep(string roster, string about) =>
        $"{about} needed somebody, and nobody is on duty in {roster}. Scout reached the next step.";

    public override string AndMore(int others, string? since) =>
        since is null ? $"And {others} more." : $"And {others} more since {since}.";
}
