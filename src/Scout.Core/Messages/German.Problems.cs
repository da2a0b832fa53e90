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

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Verschoben, bis es wiederkommt.",
            (null, _) => $"Verschoben bis {until}, dann beim nächsten Fehler.",
            (_, null) => $"{by} hat es verschoben, bis es wiederkommt.",
            _ => $"{by} hat es verschoben bis {until}, dann beim nächsten Fehler.",
        };
}
