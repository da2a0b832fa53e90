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

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Reporté jusqu'à son retour.",
            (null, _) => $"Reporté jusqu'à {until}, puis à la prochaine erreur.",
            (_, null) => $"{by} l'a reporté jusqu'à son retour.",
            _ => $"{by} l'a reporté jusqu'à {until}, puis à la prochaine erreur.",
        };
}
