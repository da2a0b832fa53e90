using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in English.</summary>
internal sealed class English : Wording
{
    private static readonly string[] Voices = ["en-GB", "en-US", "en-AU", "en-IN", "en-ZA"];

    private static readonly string[] Digits =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
    ];

    public override string Language => "en";

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

    public override string ReplyHint => "Reply A to take it, S to snooze.";

    public override string PageHint => "Open Scout to take it.";

    public override string WrittenTest => "This is a test from Scout. Texts reach this phone; there is nothing to do.";

    public override string WrittenCode(string code) =>
        $"{code} is the code for Scout. It is good for 10 minutes. If you did not ask for it, do nothing.";

    public override string Voice(string language) =>
        Array.Find(Voices, voice => voice.Equals(language, StringComparison.OrdinalIgnoreCase)) ?? Voices[0];

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

    public override string Span(TimeSpan span) =>
        span switch
        {
            { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
            { TotalHours: < 48, Minutes: 0 } => $"{(int)span.TotalHours} h",
            { TotalHours: < 48 } => $"{(int)span.TotalHours} h {span.Minutes} min",
            _ => $"{(int)span.TotalDays} days",
        };

    public override string Ago(TimeSpan age) => age < TimeSpan.FromMinutes(1) ? "just now" : $"{Span(age)} ago";

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

    // "3.4" is "three point four" in every voice only when it is spelt out.
    public override string SpokenDigits(string number) =>
        number.Contains('.')
            ? Sentence(string.Join(' ', number.Select(sign => sign is '.' ? "point" : Digits[sign - '0'])))
            : string.Join(", ", number.ToCharArray());

    public override string SpokenTrend(Trend trend) => Sentence(Trend(trend));

    public override string SpokenAge(TimeSpan age) =>
        age < TimeSpan.FromMinutes(1) ? "Measured just now." : $"Measured {SpokenSpan(age)} ago.";

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

    public override string AllClear(RuleKind rule, string about) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => $"{about} is no longer low",
            RuleKind.High or RuleKind.UrgentHigh => $"{about} is no longer high",
            RuleKind.NoData => $"{about}: data is back",
            RuleKind.SensorError => $"{about}: the sensor works again",
            RuleKind.SourceDown => $"{about}: the site is back",
            _ => $"{about}: alarms get through again",
        };

    public override string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed)
    {
        var what = rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => "low",
            RuleKind.High or RuleKind.UrgentHigh => "high",
            RuleKind.NoData => "no data",
            RuleKind.SensorError => "sensor error",
            RuleKind.SourceDown => "site unreachable",
            _ => "alarms impaired",
        };
        var act = (until, snoozed) switch
        {
            (null, _) => $"{by} has closed it",
            (_, true) => $"{by} snoozed it until {until}",
            _ => $"{by} has taken it until {until}",
        };
        return $"{about}, {what}: {act}. You need not act.";
    }

    public override string Paused(string about, string by, string? until) =>
        $"{about}: {by} paused the alarms until {until}. Before that only a very low value rings.";

    public override string Resumed(string about, string by) => $"{about}: {by} ended the pause. Alarms are on again.";

    private static string Amount(GlucoseKind kind, string number, GlucoseUnit unit)
    {
        var value = $"{number} {(unit is GlucoseUnit.MmolL ? "millimoles per litre" : "milligrams per decilitre")}";
        return kind switch
        {
            GlucoseKind.BelowRange => $"below {value}",
            GlucoseKind.AboveRange => $"above {value}",
            _ => value,
        };
    }

    private static string SpokenSpan(TimeSpan span)
    {
        if (span.TotalHours >= 48)
        {
            return $"{(int)span.TotalDays} days";
        }

        var (hours, minutes) = ((int)span.TotalHours, span.Minutes);
        return (hours, minutes) switch
        {
            (0, _) => Count(minutes, "minute"),
            (_, 0) => Count(hours, "hour"),
            _ => $"{Count(hours, "hour")} {Count(minutes, "minute")}",
        };
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Sentence(string words) =>
        words.Length == 0 ? "" : $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
}
