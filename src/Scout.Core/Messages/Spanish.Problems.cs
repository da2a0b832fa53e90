using Scout.Core.Events;

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

    public override string OpenProblems(int count) =>
        count switch
        {
            0 => "nada abierto",
            1 => "1 problema abierto",
            _ => $"{count} problemas abiertos",
        };

    public override string ReplyHintForAll(string code) =>
        $"Responda A{code} para encargarse de todos, S{code} para posponerlos, C{code} para cerrar el primero.";

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Pospuesto hasta que vuelva.",
            (null, _) => $"Pospuesto hasta las {until}, después con el próximo error.",
            (_, null) => $"{by} lo ha pospuesto hasta que vuelva.",
            _ => $"{by} lo ha pospuesto hasta las {until}, después con el próximo error.",
        };

    public override string NotTaken(string about, SourceAct act, SourceResult why)
    {
        var what = act switch
        {
            SourceAct.Close => "no se ha cerrado allí",
            SourceAct.Snooze => "no se ha pospuesto allí; aquí volverá a sonar",
            _ => "no se ha reabierto allí",
        };
        var reason = why switch
        {
            SourceResult.Forbidden => "Su rol en Bugsnag no lo permite.",
            SourceResult.TokenRefused => "Bugsnag rechaza el token de Scout.",
            SourceResult.Unreachable => "Bugsnag no ha respondido.",
            _ => "Bugsnag lo ha rechazado.",
        };
        return $"{about}: {what}. {reason}";
    }

    public override string KeyRefused(string about) =>
        $"{about}: Bugsnag rechaza el token de Scout; nada se cierra ni pospone allí. Escriba uno nuevo en los ajustes. Los errores siguen llegando.";

    public override string SourcePending => "Bugsnag: pendiente.";
}
