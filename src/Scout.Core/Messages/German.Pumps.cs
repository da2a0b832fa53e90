using Scout.Core.Tandem;

namespace Scout.Core.Messages;

/// <summary>All words in German: pumps.</summary>
internal sealed partial class German
{
    public override string PumpAlarm(PumpAlarmKind kind) =>
        kind switch
        {
            PumpAlarmKind.Malfunction => "eine Störung",
            PumpAlarmKind.Occlusion => "einen Verschlussalarm",
            PumpAlarmKind.Cartridge => "einen Reservoiralarm",
            PumpAlarmKind.EmptyCartridge => "den Alarm \"Reservoir leer\"",
            PumpAlarmKind.CartridgeRemoved => "den Alarm \"Reservoir entfernt\"",
            PumpAlarmKind.Reset => "einen Neustartalarm",
            PumpAlarmKind.AutoOff => "einen Abschaltalarm",
            PumpAlarmKind.Temperature => "einen Temperaturalarm",
            PumpAlarmKind.Battery => "den Alarm \"Akku leer\"",
            PumpAlarmKind.Date => "den Alarm \"falsches Datum\"",
            PumpAlarmKind.Altitude => "einen Höhenalarm",
            PumpAlarmKind.Pressure => "einen Luftdruckalarm",
            PumpAlarmKind.Button => "den Alarm \"Taste klemmt\"",
            _ => "einen Alarm",
        };

    public override string PumpHad(string about, string alarm, string at, string ago) =>
        $"{about}: Die Pumpe hatte {alarm} um {at}, {ago}. Das ist vorbei: Ihr Protokoll kommt verspätet.";

    public override string PumpSilent(string span) => $"Kein Upload seit {span}";

    public override string PumpAhead(string span) => $"Die Uhr geht {span} vor";

    public override string PumpProfile(string? by) =>
        by is null ? "Das Profil in Nightscout wurde geändert" : $"{by} hat das Profil in Nightscout geändert";

    public override string PumpIn(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.SignIn => "Tandem lehnt die Anmeldung ab",
            PumpTroubleKind.Account => "Tandem lässt das Konto nicht hinein",
            PumpTroubleKind.Site => "Nightscout nimmt nichts an",
            _ => "Tandem ist nicht lesbar",
        };

    public override string PumpAdvice(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.Silent => "Ist das Telefon an und die App angemeldet?",
            PumpTroubleKind.SignIn => "Prüfen Sie E-Mail-Adresse, Passwort und Region, US oder EU.",
            PumpTroubleKind.Account => "Melden Sie sich auf Tandems eigener Seite an und sehen Sie, was sie verlangt.",
            PumpTroubleKind.ClockAhead => "Prüfen Sie die Uhr der Pumpe und die Zeitzone in Scout.",
            PumpTroubleKind.Site => "Prüfen Sie die Seite, ihre Adresse und ihr Geheimnis.",
            PumpTroubleKind.Profile => "Scout lässt es so, bis Sie auf der Seite der Pumpe entscheiden.",
            _ => "Scout versucht es von selbst weiter.",
        };
}
