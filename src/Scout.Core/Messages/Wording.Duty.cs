namespace Scout.Core.Messages;

/// <summary>Duty: who has it, who is asked, who takes it.</summary>
internal abstract partial class Wording
{
    // until is null where it does not end within sight.
    public abstract string DutyBegins(string roster, string? until);
    public abstract string DutySoon(string roster, string at);

    /// <summary>To whom is asked: TAKE is the word that takes it, in every language.</summary>
    public abstract string DutyAsked(string by, string roster, string until);
    public abstract string DutyIsAsked(string whom);
    public abstract string DutyTaken(string by, string roster, string until);
    public abstract string DutyYours(string roster, string? until);
    public abstract string DutyNow(string roster, string who, string? until, string? next);
    public abstract string DutyNobody(string roster, string? until);
    public abstract string DutyGap(string roster, string from, string until);

    /// <summary>A step of the plan had nobody to reach.</summary>
    public abstract string DutyEmptyStep(string roster, string about);
    public abstract string NotOnDuty { get; }
    public abstract string NobodyToAsk { get; }
    public abstract string DutyDeclined { get; }
    public abstract string WhichRoster { get; }

    /// <summary>Beside the alert that is told: how many others wait, and since when where that is a while.</summary>
    public abstract string AndMore(int others, string? since);
}
