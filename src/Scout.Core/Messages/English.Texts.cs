using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in English: texts and answers to texts.</summary>
internal sealed partial class English
{
    public override string PageHint => "Open Scout to take it.";

    public override string PushTest => "This is a test from Scout. Messages reach this screen; there is nothing to do.";

    public override string TakeIt => "I take it";

    public override string PushTooOld => "This message is too old to be answered. Open Scout to see how it stands.";

    public override string WrittenTest => "This is a test from Scout. Texts reach this phone; there is nothing to do.";

    public override string Untaken => "Nobody has taken it yet.";

    public override string ReachesOthers => "Passed on: Scout reaches the others now.";

    public override string NothingOpen => "No alert is open for this number.";

    public override string WhichOne => "Which one?";

    public override string TextNotUnderstood => "Scout did not understand that.";

    public override string NoRoster => "There is no duty roster here to take or hand over. Reply A to take an alert.";

    public override string TextsAreOn => "Texts from Scout are on again for this number.";

    public override string WrittenCode(string code) =>
        $"{code} is the code for Scout. It is good for 10 minutes. If you did not ask for it, do nothing.";

    public override string Alert(
        RuleKind rule,
        string about,
        bool everHadData,
        TimeSpan lasting,
        SourceFailure failure
    ) =>
        rule switch
        {
            RuleKind.Low => $"{about} is low",
            RuleKind.UrgentLow => $"{about} is VERY LOW",
            RuleKind.NoDataWhileLow => $"{about}: NO DATA since a low, for {Span(lasting)}",
            RuleKind.High => $"{about} is high",
            RuleKind.UrgentHigh => $"{about} is VERY HIGH",
            RuleKind.NoData when everHadData => $"{about}: no data for {Span(lasting)}",
            RuleKind.NoData => $"{about}: no reading yet for {Span(lasting)}",
            RuleKind.SensorError => $"{about}: sensor error for {Span(lasting)}",
            RuleKind.SourceDown => $"{about}: no glucose for {Span(lasting)}, {Source(failure)}",
            _ => $"{about}: alarms may not get through",
        };

    public override string Began(string? value, TimeSpan ago) =>
        value is null ? $"It began {Ago(ago)}." : $"It began at {value} {Ago(ago)}.";

    public override string LastValue(string value) => $"Last value {value}.";

    public override string ReplyHint(string code) => $"Reply A{code} to take it, S{code} to snooze.";

    public override string AllClear(RuleKind rule, string about) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => $"{about} is no longer low",
            RuleKind.High or RuleKind.UrgentHigh => $"{about} is no longer high",
            RuleKind.NoData => $"{about}: data is back",
            RuleKind.SensorError => $"{about}: the sensor works again",
            RuleKind.SourceDown => $"{about}: the site is back",
            RuleKind.Problem => $"{about}: quiet again",
            RuleKind.Above or RuleKind.Below => $"{about}: back within the limit",
            RuleKind.Rising or RuleKind.Falling => $"{about}: steady again",
            RuleKind.Battery => $"{about}: the battery is fine again",
            RuleKind.Gap => $"{about}: its messages arrive again",
            RuleKind.DeviceTrouble => $"{about}: the device works again",
            RuleKind.NetworkTrouble => $"{about}: the network hears the device again",
            RuleKind.Overuse => $"{about}: no more downlinks than allowed",
            _ => $"{about}: alarms get through again",
        };

    public override string What(RuleKind rule) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => "low",
            RuleKind.High or RuleKind.UrgentHigh => "high",
            RuleKind.NoData => "no data",
            RuleKind.SensorError => "sensor error",
            RuleKind.SourceDown => "site unreachable",
            RuleKind.Problem => "problem",
            RuleKind.Above => "too high",
            RuleKind.Below => "too low",
            RuleKind.Rising => "rising too fast",
            RuleKind.Falling => "falling too fast",
            RuleKind.Battery => "battery low",
            RuleKind.Gap => "messages lost",
            RuleKind.DeviceTrouble => "device in trouble",
            RuleKind.NetworkTrouble => "network trouble",
            RuleKind.Overuse => "too many downlinks",
            _ => "alarms impaired",
        };

    public override string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed)
    {
        var act = (until, snoozed) switch
        {
            (null, _) => $"{by} has closed it",
            (_, true) => $"{by} snoozed it until {until}",
            _ => $"{by} has taken it until {until}",
        };
        return $"{about}, {What(rule)}: {act}. You need not act.";
    }

    public override string Paused(string about, string by, string? until) =>
        $"{about}: {by} paused the alarms until {until}.";

    public override string PausedButVeryLow => "Before that only a very low value rings.";

    public override string Resumed(string about, string by) => $"{about}: {by} ended the pause. Alarms are on again.";

    public override string TookIt(string? by, string until) =>
        by is null ? $"You have taken it until {until}." : $"{by} has taken it until {until}.";

    public override string SnoozedIt(string? by, string until) =>
        by is null ? $"Snoozed until {until}." : $"{by} snoozed it until {until}.";

    public override string ClosedIt(string? by, string at) =>
        by is null ? $"You closed it at {at}." : $"{by} closed it at {at}.";

    public override string EndedAt(string at) => $"It ended at {at}.";

    public override string NoSuchCode(int code) => $"There is no alert {code}.";

    public override string HowTo(string code) => $"Reply A{code} to take it, S{code} to snooze, L for the list.";

    public override string Reaches(string about, string person, string others) =>
        others.Length == 0 ? $"{about}: Scout calls {person}." : $"{about}: Scout calls {person}, then texts {others}.";

    public override string WantsNoTexts(string name) =>
        $"{name} has asked Scout for no more texts. Calls still go there.";

    public override string WantsTexts(string name) => $"{name} gets texts from Scout again.";
}
