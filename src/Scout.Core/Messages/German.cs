using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in German: values and calls.</summary>
internal sealed partial class German : Wording
{
    public override string Language => "de";

    public override string OwnName => "Deutsch";

    public override IReadOnlyList<string> Voices { get; } = ["de-DE"];

    public override string SensorError => "Sensorfehler";

    public override string NoValue => "kein Wert";

    public override string NoKeys => "Öffnen Sie Scout, um zu übernehmen.";

    public override string Closed => "Geschlossen. Auf Wiederhören.";

    public override string CloseRefused =>
        "Das lässt sich nicht schließen: Es endet, wenn die Werte wieder im Bereich sind.";

    public override string PassedOn => "Weitergegeben. Scout verständigt jetzt die anderen. Auf Wiederhören.";

    public override string AlreadyOver => "Das ist schon vorbei. Auf Wiederhören.";

    public override string RingsOn => "Es ist schlimmer geworden, darum klingelt Scout weiter. Auf Wiederhören.";

    public override string NotUnderstood => "Diese Taste bedeutet hier nichts.";

    public override string NoKey => "Es wurde keine Taste gedrückt, also hat noch niemand übernommen. Auf Wiederhören.";

    public override string TestDone => "Danke. Scout weiß jetzt, dass Anrufe Sie erreichen. Auf Wiederhören.";

    public override string NoTestKey =>
        "Es wurde keine Taste gedrückt. Anrufe erreichen dieses Telefon trotzdem. Auf Wiederhören.";

    public override string SpokenCode =>
        "Hier ist Scout. Jemand möchte unter dieser Nummer erreicht werden. Der Code ist:";

    public override string OnceMore => "Noch einmal:";

    public override string CodeHint =>
        "Wer ihn angefordert hat, gibt ihn in Scout ein. Wenn Sie das nicht sind, tun Sie nichts.";

    public override string Somebody => "Jemand";

    protected override char Decimal => ',';

    protected override string Days => "Tagen";

    protected override string And => " und ";

    protected override string Point => "Komma";

    protected override IReadOnlyList<string> Digits { get; } =
    ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"];

    public override string Below(string value) => $"unter {value}";

    public override string Above(string value) => $"über {value}";

    public override string Trend(Trend trend) =>
        trend switch
        {
            Readings.Trend.RisingVeryFast => "steigt sehr schnell",
            Readings.Trend.RisingFast => "steigt schnell",
            Readings.Trend.RisingSlowly => "steigt langsam",
            Readings.Trend.Steady => "stabil",
            Readings.Trend.FallingSlowly => "fällt langsam",
            Readings.Trend.FallingFast => "fällt schnell",
            Readings.Trend.FallingVeryFast => "fällt sehr schnell",
            _ => "",
        };

    public override string Ago(TimeSpan age) => IsNow(age) ? "gerade eben" : $"vor {Span(age)}";

    public override string Source(SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => "die Seite antwortet",
            SourceFailure.Dns => "der Name der Seite ist nicht bekannt",
            SourceFailure.Connect => "die Seite ist nicht erreichbar",
            SourceFailure.Tls => "das Zertifikat der Seite ist ungültig",
            SourceFailure.Timeout => "die Seite antwortet nicht rechtzeitig",
            SourceFailure.Unauthorized => "die Seite lehnt das Token ab",
            SourceFailure.Redirect => "die Seite ist umgezogen",
            SourceFailure.NotNightscout => "was antwortet, ist kein Nightscout",
            SourceFailure.ServerError => "die Seite meldet einen eigenen Fehler",
            SourceFailure.BadJson => "die Antwort der Seite ist nicht lesbar",
            SourceFailure.TooLarge => "die Antwort der Seite ist zu groß",
            SourceFailure.BlockedAddress => "die Adresse ist privat und nicht erlaubt",
            _ => "die Seite ist nicht lesbar",
        };

    public override string SpokenValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"Glukose {Amount(kind, number, unit)}.";

    public override string SpokenLastValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"Der letzte Wert war {Amount(kind, number, unit)}.";

    public override string SpokenAge(TimeSpan age) =>
        IsNow(age) ? "Gerade eben gemessen." : $"Gemessen vor {SpokenSpan(age)}.";

    public override string Identity(string about) =>
        about is "Scout" ? "Hier ist Scout." : $"Hier ist Scout. Es geht um {about}.";

    public override string Problem(RuleKind rule, bool everHadData, TimeSpan lasting, SourceFailure failure) =>
        rule switch
        {
            RuleKind.Low => "Zu niedrig.",
            RuleKind.UrgentLow => "Dringend: sehr niedrig.",
            RuleKind.NoDataWhileLow => $"Dringend: seit {SpokenSpan(lasting)} keine Daten, davor zu niedrig.",
            RuleKind.High => "Zu hoch.",
            RuleKind.UrgentHigh => "Dringend: sehr hoch.",
            RuleKind.NoData when everHadData => $"Seit {SpokenSpan(lasting)} keine Daten.",
            RuleKind.NoData => $"Seit {SpokenSpan(lasting)} ist noch kein Messwert gekommen.",
            RuleKind.SensorError => $"Seit {SpokenSpan(lasting)} Sensorfehler.",
            RuleKind.SourceDown => $"Seit {SpokenSpan(lasting)} keine Glukosewerte: {Source(failure)}.",
            _ => "Alarme kommen vielleicht nicht an.",
        };

    public override string Keys(bool close) =>
        close
            ? "Drücken Sie 1 zum Übernehmen, 2 für später, 3 zum Schließen, 4 zum Weitergeben, 9 zum Wiederholen."
            : "Drücken Sie 1 zum Übernehmen, 2 für später, 4 zum Weitergeben, 9 zum Wiederholen.";

    public override string Voicemail(string about) =>
        $"Hier ist Scout mit einer dringenden Nachricht zu {about}. Bitte öffnen Sie jetzt Scout.";

    public override string Acknowledged(string until) => $"Von Ihnen übernommen bis {until}. Auf Wiederhören.";

    public override string Snoozed(string until) => $"Verschoben bis {until}. Auf Wiederhören.";

    public override string TakenBefore(string by) => $"{by} hatte schon vor Ihnen übernommen. ";

    public override string SpokenTest(bool asksForKey) =>
        asksForKey
            ? "Das ist ein Testanruf von Scout. Anrufe erreichen dieses Telefon. Drücken Sie 1, um zu zeigen, dass Sie ihn gehört haben."
            : "Das ist ein Testanruf von Scout. Anrufe erreichen dieses Telefon; es ist nichts zu tun. Auf Wiederhören.";

    protected override string SpokenUnit(GlucoseUnit unit) =>
        unit is GlucoseUnit.MmolL ? "Millimol pro Liter" : "Milligramm pro Deziliter";

    protected override string Minutes(int count) => count == 1 ? "einer Minute" : $"{count} Minuten";

    protected override string Hours(int count) => count == 1 ? "einer Stunde" : $"{count} Stunden";
}
