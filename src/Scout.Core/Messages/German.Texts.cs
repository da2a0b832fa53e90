using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in German: texts and answers to texts.</summary>
internal sealed partial class German
{
    public override string PageHint => "Scout öffnen, um zu übernehmen.";

    public override string PushTest =>
        "Das ist ein Test von Scout. Nachrichten erreichen diesen Bildschirm; es ist nichts zu tun.";

    public override string TakeIt => "Ich übernehme";

    public override string PushTooOld =>
        "Diese Nachricht ist zu alt für eine Antwort. Öffnen Sie Scout, um zu sehen, wie es steht.";

    public override string WrittenTest =>
        "Das ist ein Test von Scout. Nachrichten erreichen dieses Telefon; es ist nichts zu tun.";

    public override string Untaken => "Noch hat es niemand übernommen.";

    public override string ReachesOthers => "Weitergegeben: Scout verständigt jetzt die anderen.";

    public override string NothingOpen => "Für diese Nummer ist kein Alarm offen.";

    public override string WhichOne => "Welcher?";

    public override string TextNotUnderstood => "Das hat Scout nicht verstanden.";

    public override string NoRoster =>
        "Hier gibt es keinen Dienstplan zum Übernehmen oder Abgeben. Mit A übernehmen Sie einen Alarm.";

    public override string TextsAreOn => "Diese Nummer bekommt wieder Nachrichten von Scout.";

    public override string WrittenCode(string code) =>
        $"{code} ist der Code für Scout. Er gilt 10 Minuten. Wenn Sie ihn nicht angefordert haben, tun Sie nichts.";

    public override string Alert(
        RuleKind rule,
        string about,
        bool everHadData,
        TimeSpan lasting,
        SourceFailure failure
    ) =>
        rule switch
        {
            RuleKind.Low => $"{about} ist niedrig",
            RuleKind.UrgentLow => $"{about} ist SEHR NIEDRIG",
            RuleKind.NoDataWhileLow => $"{about}: KEINE DATEN seit {Span(lasting)}, davor niedrig",
            RuleKind.High => $"{about} ist hoch",
            RuleKind.UrgentHigh => $"{about} ist SEHR HOCH",
            RuleKind.NoData when everHadData => $"{about}: keine Daten seit {Span(lasting)}",
            RuleKind.NoData => $"{about}: noch kein Messwert seit {Span(lasting)}",
            RuleKind.SensorError => $"{about}: Sensorfehler seit {Span(lasting)}",
            RuleKind.SourceDown => $"{about}: keine Glukose seit {Span(lasting)}, {Source(failure)}",
            _ => $"{about}: Alarme kommen vielleicht nicht an",
        };

    public override string Began(string? value, TimeSpan ago) =>
        value is null ? $"Es begann {Ago(ago)}." : $"Es begann mit {value} {Ago(ago)}.";

    public override string LastValue(string value) => $"Letzter Wert {value}.";

    public override string ReplyHint(string code) => $"Antwort A{code}: übernehmen, S{code}: später.";

    public override string AllClear(RuleKind rule, string about) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => $"{about} ist nicht mehr niedrig",
            RuleKind.High or RuleKind.UrgentHigh => $"{about} ist nicht mehr hoch",
            RuleKind.NoData => $"{about}: Daten sind wieder da",
            RuleKind.SensorError => $"{about}: der Sensor geht wieder",
            RuleKind.SourceDown => $"{about}: die Seite ist wieder da",
            RuleKind.Problem => $"{about}: wieder ruhig",
            RuleKind.Above or RuleKind.Below => $"{about}: wieder im grünen Bereich",
            RuleKind.Rising or RuleKind.Falling => $"{about}: wieder ruhig",
            RuleKind.Battery => $"{about}: die Batterie ist wieder gut",
            RuleKind.Gap => $"{about}: die Nachrichten kommen wieder an",
            RuleKind.DeviceTrouble => $"{about}: das Gerät geht wieder",
            RuleKind.NetworkTrouble => $"{about}: das Netz hört das Gerät wieder",
            RuleKind.Overuse => $"{about}: nicht mehr Antworten als vereinbart",
            _ => $"{about}: Alarme kommen wieder an",
        };

    public override string What(RuleKind rule) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => "niedrig",
            RuleKind.High or RuleKind.UrgentHigh => "hoch",
            RuleKind.NoData => "keine Daten",
            RuleKind.SensorError => "Sensorfehler",
            RuleKind.SourceDown => "Seite nicht erreichbar",
            RuleKind.Problem => "Problem",
            RuleKind.Above => "zu hoch",
            RuleKind.Below => "zu niedrig",
            RuleKind.Rising => "steigt zu schnell",
            RuleKind.Falling => "sinkt zu schnell",
            RuleKind.Battery => "Batterie schwach",
            RuleKind.Gap => "Nachrichten verloren",
            RuleKind.DeviceTrouble => "Gerät gestört",
            RuleKind.NetworkTrouble => "Netz gestört",
            RuleKind.Overuse => "zu viele Antworten",
            _ => "Alarme gestört",
        };

    public override string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed)
    {
        var act = (until, snoozed) switch
        {
            (null, _) => $"{by} hat es geschlossen",
            (_, true) => $"{by} hat es verschoben bis {until}",
            _ => $"{by} hat es übernommen bis {until}",
        };
        return $"{about}, {What(rule)}: {act}. Sie müssen nichts tun.";
    }

    public override string Paused(string about, string by, string? until) =>
        $"{about}: {by} hat die Alarme pausiert bis {until}.";

    public override string PausedButVeryLow => "Bis dahin klingelt nur ein sehr niedriger Wert.";

    public override string Resumed(string about, string by) =>
        $"{about}: {by} hat die Pause beendet. Die Alarme sind wieder an.";

    public override string TookIt(string? by, string until) =>
        by is null ? $"Sie haben es übernommen bis {until}." : $"{by} hat es übernommen bis {until}.";

    public override string SnoozedIt(string? by, string until) =>
        by is null ? $"Verschoben bis {until}." : $"{by} hat es verschoben bis {until}.";

    public override string ClosedIt(string? by, string at) =>
        by is null ? $"Sie haben es um {at} geschlossen." : $"{by} hat es um {at} geschlossen.";

    public override string EndedAt(string at) => $"Es endete um {at}.";

    public override string NoSuchCode(int code) => $"Es gibt keinen Alarm {code}.";

    public override string HowTo(string code) => $"Antwort A{code}: übernehmen, S{code}: später, L: Liste.";

    public override string Reaches(string about, string person, string others) =>
        others.Length == 0
            ? $"{about}: Scout ruft {person} an."
            : $"{about}: Scout ruft {person} an und schreibt dann {others}.";

    public override string WantsNoTexts(string name) =>
        $"{name} möchte von Scout keine Nachrichten mehr. Anrufe kommen weiter an.";

    public override string WantsTexts(string name) => $"{name} bekommt wieder Nachrichten von Scout.";
}
