using Scout.Core.Events;

namespace Scout.Core.Messages;

/// <summary>All words in German: problems told by events.</summary>
internal sealed partial class German
{
    public override string NewProblem => "Neues Problem";

    public override string On(string headline, string project) => $"{headline} in {project}";

    public override string GoesOn(string head) => $"Es geht weiter: {head}";

    public override string Times(int count) => $"{count} Mal";

    public override string AfterRelease(string span, string release) => $"{span} nach Version {release}";

    public override string Late(string at) => $"verspätet: {at}";

    public override string NoBeat => "kein Lebenszeichen";

    public override string LastBeat(string at) => $"Das letzte kam um {at}";

    public override string BeatIsBack(string about) => $"{about}: wieder ein Lebenszeichen";

    public override string Unread(string about) =>
        $"{about}: Es kam etwas, das Scout nicht lesen kann. Es liegt auf der Seite des Projekts. Niemand wurde deshalb angerufen.";

    public override string ReplyHintToClose(string code) =>
        $"Antwort A{code}: übernehmen, S{code}: später, C{code}: schließen.";

    public override string OpenProblems(int count) =>
        count switch
        {
            0 => "nichts ist offen",
            1 => "1 Problem ist offen",
            _ => $"{count} Probleme sind offen",
        };

    public override string ReplyHintForAll(string code) =>
        $"Antworten Sie A{code}: alle annehmen, S{code}: alle verschieben, C{code}: den ersten schließen.";

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Verschoben, bis es wiederkommt.",
            (null, _) => $"Verschoben bis {until}, dann beim nächsten Fehler.",
            (_, null) => $"{by} hat es verschoben, bis es wiederkommt.",
            _ => $"{by} hat es verschoben bis {until}, dann beim nächsten Fehler.",
        };

    public override string NotTaken(string about, SourceAct act, SourceResult why)
    {
        var what = act switch
        {
            SourceAct.Close => "dort nicht geschlossen",
            SourceAct.Snooze => "dort nicht stillgelegt; hier klingelt es wieder",
            _ => "dort nicht wieder geöffnet",
        };
        var reason = why switch
        {
            SourceResult.Forbidden => "Ihre Rolle in Bugsnag darf das nicht.",
            SourceResult.TokenRefused => "Bugsnag lehnt Scouts Token ab.",
            SourceResult.Unreachable => "Bugsnag hat nicht geantwortet.",
            _ => "Bugsnag hat es abgelehnt.",
        };
        return $"{about}: {what}. {reason}";
    }

    public override string KeyRefused(string about) =>
        $"{about}: Bugsnag lehnt Scouts Token ab; dort wird nichts geschlossen oder stillgelegt. Bitte neu eintragen. Fehler kommen weiter an.";

    public override string SourcePending => "Bugsnag: folgt.";
}
