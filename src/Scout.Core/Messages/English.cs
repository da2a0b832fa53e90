using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in English: values and calls.</summary>
internal sealed partial class English : Wording
{
    public override string Language => "en";

    public override string OwnName => "English";

    public override IReadOnlyList<string> Voices { get; } = ["en-GB", "en-US", "en-AU", "en-IN", "en-ZA"];

    public override string SensorError => "sensor error";

    public override string NoValue => "no value";

    public override string NoKeys => "Open Scout to acknowledge.";

    public override string Closed => "Closed. Goodbye.";

    public override string CloseRefused => "This cannot be closed: it ends when the values are back in range.";

    public override string PassedOn => "Passed on. Scout reaches the others now. Goodbye.";

    public override string AlreadyOver => "This is already over. Goodbye.";

    public override string RingsOn => "This has become worse, so Scout goes on ringing. Goodbye.";

    public override string NotUnderstood => "Sorry, that key means nothing here.";

    public override string NoKey => "No key was pressed, so nobody has taken this yet. Goodbye.";

    public override string TestDone => "Thank you. Scout knows now that calls reach you. Goodbye.";

    public override string NoTestKey => "No key was pressed. Calls reach this phone all the same. Goodbye.";

    public override string SpokenCode => "This is Scout. Somebody wants to be reached at this number. The code is:";

    public override string OnceMore => "Once more:";

    public override string CodeHint => "Whoever asked for it types it into Scout. If that is not you, do nothing.";

    public override string Somebody => "Somebody";

    protected override char Decimal => '.';

    protected override string Days => "days";

    protected override string And => " ";

    protected override string Point => "point";

    protected override IReadOnlyList<string> Digits { get; } =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public override string Below(string value) => $"below {value}";

    public override string Above(string value) => $"above {value}";

    public override string Trend(Trend trend) =>
        trend switch
        {
            Readings.Trend.RisingVeryFast => "rising very fast",
            Readings.Trend.RisingFast => "rising fast",
            Readings.Trend.RisingSlowly => "rising slowly",
            Readings.Trend.Steady => "steady",
            Readings.Trend.FallingSlowly => "falling slowly",
            Readings.Trend.FallingFast => "falling fast",
            Readings.Trend.FallingVeryFast => "falling very fast",
            _ => "",
        };

    public override string Ago(TimeSpan age) => IsNow(age) ? "just now" : $"{Span(age)} ago";

    public override string Source(SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => "the site answers",
            SourceFailure.Dns => "the site's name is not known",
            SourceFailure.Connect => "the site cannot be connected to",
            SourceFailure.Tls => "the site's certificate is not valid",
            SourceFailure.Timeout => "the site does not answer in time",
            SourceFailure.Unauthorized => "the site refuses the token",
            SourceFailure.Redirect => "the site has moved to another address",
            SourceFailure.NotNightscout => "what answers is not Nightscout",
            SourceFailure.ServerError => "the site reports an error of its own",
            SourceFailure.BadJson => "the site's answer cannot be read",
            SourceFailure.TooLarge => "the site's answer is too large",
            SourceFailure.BlockedAddress => "the address is private and not allowed",
            _ => "the site cannot be read",
        };

    public override string SpokenValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"Glucose {Amount(kind, number, unit)}.";

    public override string SpokenLastValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"The last was {Amount(kind, number, unit)}.";

    public override string SpokenAge(TimeSpan age) =>
        IsNow(age) ? "Measured just now." : $"Measured {SpokenSpan(age)} ago.";

    public override string Identity(string about) =>
        about is "Scout" ? "This is Scout." : $"This is Scout about {about}.";

    public override string Problem(RuleKind rule, bool everHadData, TimeSpan lasting, SourceFailure failure) =>
        rule switch
        {
            RuleKind.Low => "Low.",
            RuleKind.UrgentLow => "Urgent: very low.",
            RuleKind.NoDataWhileLow => $"Urgent: no data since a low, for {SpokenSpan(lasting)}.",
            RuleKind.High => "High.",
            RuleKind.UrgentHigh => "Urgent: very high.",
            RuleKind.NoData when everHadData => $"No data for {SpokenSpan(lasting)}.",
            RuleKind.NoData => $"No reading has come yet, for {SpokenSpan(lasting)}.",
            RuleKind.SensorError => $"Sensor error for {SpokenSpan(lasting)}.",
            RuleKind.SourceDown => $"No glucose for {SpokenSpan(lasting)}: {Source(failure)}.",
            _ => "Alarms may not get through.",
        };

    public override string Keys(bool close) =>
        close
            ? "Press 1 to acknowledge, 2 to snooze, 3 to close, 4 to pass it on now, 9 to hear it again."
            : "Press 1 to acknowledge, 2 to snooze, 4 to pass it on now, 9 to hear it again.";

    public override string Voicemail(string about) =>
        $"This is Scout with an urgent message about {about}. Please open Scout now.";

    public override string Acknowledged(string until) => $"Acknowledged until {until}. Goodbye.";

    public override string Snoozed(string until) => $"Snoozed until {until}. Goodbye.";

    public override string TakenBefore(string by) => $"{by} had taken this before you. ";

    public override string SpokenTest(bool asksForKey) =>
        asksForKey
            ? "This is a test call from Scout. Calls reach this phone. Press 1 to show that you heard it."
            : "This is a test call from Scout. Calls reach this phone; there is nothing to do. Goodbye.";

    protected override string SpokenUnit(GlucoseUnit unit) =>
        unit is GlucoseUnit.MmolL ? "millimoles per litre" : "milligrams per decilitre";

    protected override string Minutes(int count) => count == 1 ? "1 minute" : $"{count} minutes";

    protected override string Hours(int count) => count == 1 ? "1 hour" : $"{count} hours";
}
