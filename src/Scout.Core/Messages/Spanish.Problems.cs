namespace Scout.Core.Messages;

/// <summary>All words in Spanish: problems told by events.</summary>
internal sealed partial class Spanish
{
    public override string NewProblem => "Problema nuevo";

    public override string On(string headline, string project) => $"{headline} en {project}";

    public override string GoesOn(string head) => $"Continúa: {head}";

    public override string Times(int count) => $"{count} veces";

    public override string AfterRelease(string span, string release) => $"{span} después de la versión {release}";

    public override string Late(string at) => $"con retraso: {at}";

    public override string NoBeat => "sin señal de vida";

    public override string LastBeat(string at) => $"La última llegó a las {at}";

    public override string BeatIsBack(string about) => $"{about}: vuelve a dar señal de vida";

    public override string Unread(string about) =>
        $"{about}: ha llegado algo que Scout no puede leer. Está guardado en la página del proyecto. No se ha llamado a nadie.";

    public override string ReplyHintToClose(string code) =>
        $"Responda A{code}: me encargo, S{code}: posponer, C{code}: cerrar.";

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Pospuesto hasta que vuelva.",
            (null, _) => $"Pospuesto hasta las {until}, después con el próximo error.",
            (_, null) => $"{by} lo ha pospuesto hasta que vuelva.",
            _ => $"{by} lo ha pospuesto hasta las {until}, después con el próximo error.",
        };
}
