using Scout.Core.Events;

namespace Scout.Core.Messages;

/// <summary>All words in French: problems told by events.</summary>
internal sealed partial class French
{
    public override string NewProblem => "Nouveau problème";

    public override string On(string headline, string project) => $"{headline} sur {project}";

    public override string GoesOn(string head) => $"Cela continue : {head}";

    public override string Times(int count) => $"{count} fois";

    public override string AfterRelease(string span, string release) => $"{span} après la version {release}";

    public override string Late(string at) => $"en retard : {at}";

    public override string NoBeat => "aucun signe de vie";

    public override string LastBeat(string at) => $"Le dernier est venu à {at}";

    public override string BeatIsBack(string about) => $"{about} : de nouveau un signe de vie";

    public override string Unread(string about) =>
        $"{about} : Scout a reçu un message illisible, gardé sur la page du projet. Personne n'a été appelé.";

    public override string ReplyHintToClose(string code) =>
        $"Répondez A{code}: je m'en charge, S{code}: reporter, C{code}: clore.";

    public override string OpenProblems(int count) =>
        count switch
        {
            0 => "rien en cours",
            1 => "1 problème en cours",
            _ => $"{count} problèmes en cours",
        };

    public override string ReplyHintForAll(string code) =>
        $"Répondez A{code} pour tout prendre en charge, S{code} pour tout reporter, C{code} pour clore le premier.";

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Reporté jusqu'à son retour.",
            (null, _) => $"Reporté jusqu'à {until}, puis à la prochaine erreur.",
            (_, null) => $"{by} l'a reporté jusqu'à son retour.",
            _ => $"{by} l'a reporté jusqu'à {until}, puis à la prochaine erreur.",
        };

    public override string NotTaken(string about, SourceAct act, SourceResult why)
    {
        var what = act switch
        {
            SourceAct.Close => "pas fermé là-bas",
            SourceAct.Snooze => "pas mis en pause là-bas; ici, cela sonnera encore",
            _ => "pas rouvert là-bas",
        };
        var reason = why switch
        {
            SourceResult.Forbidden => "Votre rôle Bugsnag ne le permet pas.",
            SourceResult.TokenRefused => "Bugsnag refuse le jeton de Scout.",
            SourceResult.Unreachable => "Bugsnag n'a pas répondu.",
            _ => "Bugsnag l'a refusé.",
        };
        return $"{about}: {what}. {reason}";
    }

    public override string KeyRefused(string about) =>
        $"{about}: Bugsnag refuse le jeton de Scout; rien n'y est fermé ni mis en pause. Saisissez-en un nouveau. Les erreurs arrivent toujours.";

    public override string SourcePending => "Bugsnag: en attente.";
}
