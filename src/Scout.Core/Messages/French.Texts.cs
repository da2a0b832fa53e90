using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in French: texts and answers to texts.</summary>
internal sealed partial class French
{
    public override string PageHint => "Ouvrez Scout pour vous en charger.";

    public override string PushTest =>
        "Ceci est un essai de Scout. Les messages arrivent sur cet écran; il n'y a rien à faire.";

    public override string TakeIt => "Je m'en charge";

    public override string PushTooOld =>
        "Ce message est trop ancien pour une réponse. Ouvrez Scout pour voir où en est la situation.";

    public override string WrittenTest =>
        "Ceci est un essai de Scout. Les messages arrivent sur ce téléphone; il n'y a rien à faire.";

    public override string Untaken => "Personne ne s'en charge encore.";

    public override string ReachesOthers => "Transmis: Scout prévient les autres maintenant.";

    public override string NothingOpen => "Aucune alerte n'est ouverte pour ce numéro.";

    public override string WhichOne => "Laquelle?";

    public override string TextNotUnderstood => "Scout n'a pas compris.";

    public override string NoRoster =>
        "Il n'y a pas ici de garde à prendre ou à céder. Répondez A pour vous charger d'une alerte.";

    public override string TextsAreOn => "Ce numéro reçoit de nouveau les messages de Scout.";

    public override string WrittenCode(string code) =>
        $"{code} est le code pour Scout. Il est valable 10 minutes. Si vous ne l'avez pas demandé, ne faites rien.";

    public override string Alert(
        RuleKind rule,
        string about,
        bool everHadData,
        TimeSpan lasting,
        SourceFailure failure
    ) =>
        rule switch
        {
            RuleKind.Low => $"{about} a une glycémie basse",
            RuleKind.UrgentLow => $"{about} a une glycémie TRÈS BASSE",
            RuleKind.NoDataWhileLow => $"{about}: AUCUNE DONNÉE depuis {Span(lasting)}, basse avant",
            RuleKind.High => $"{about} a une glycémie haute",
            RuleKind.UrgentHigh => $"{about} a une glycémie TRÈS HAUTE",
            RuleKind.NoData when everHadData => $"{about}: aucune donnée depuis {Span(lasting)}",
            RuleKind.NoData => $"{about}: aucune mesure depuis {Span(lasting)}",
            RuleKind.SensorError => $"{about}: erreur du capteur depuis {Span(lasting)}",
            RuleKind.SourceDown => $"{about}: aucune glycémie depuis {Span(lasting)}, {Source(failure)}",
            _ => $"{about}: les alarmes risquent de ne pas arriver",
        };

    public override string Began(string? value, TimeSpan ago) =>
        value is null ? $"Début {Ago(ago)}." : $"Début à {value} {Ago(ago)}.";

    public override string LastValue(string value) => $"Dernière valeur {value}.";

    public override string ReplyHint(string code) => $"Répondez A{code}: je m'en charge, S{code}: reporter.";

    public override string AllClear(RuleKind rule, string about) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => $"{about} n'a plus de glycémie basse",
            RuleKind.High or RuleKind.UrgentHigh => $"{about} n'a plus de glycémie haute",
            RuleKind.NoData => $"{about}: les données sont de retour",
            RuleKind.SensorError => $"{about}: le capteur fonctionne à nouveau",
            RuleKind.SourceDown => $"{about}: le site répond à nouveau",
            RuleKind.Problem => $"{about} : de nouveau calme",
            RuleKind.Above or RuleKind.Below => $"{about}: de nouveau dans la limite",
            RuleKind.Rising or RuleKind.Falling => $"{about}: de nouveau stable",
            RuleKind.Battery => $"{about}: la pile va de nouveau bien",
            RuleKind.Gap => $"{about}: ses messages arrivent de nouveau",
            RuleKind.DeviceTrouble => $"{about}: l'appareil fonctionne de nouveau",
            RuleKind.NetworkTrouble => $"{about}: le réseau entend de nouveau l'appareil",
            RuleKind.Overuse => $"{about}: plus de réponses en trop",
            _ => $"{about}: les alarmes arrivent à nouveau",
        };

    public override string What(RuleKind rule) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => "glycémie basse",
            RuleKind.High or RuleKind.UrgentHigh => "glycémie haute",
            RuleKind.NoData => "aucune donnée",
            RuleKind.SensorError => "erreur du capteur",
            RuleKind.SourceDown => "site injoignable",
            RuleKind.Problem => "problème",
            RuleKind.Above => "trop haut",
            RuleKind.Below => "trop bas",
            RuleKind.Rising => "monte trop vite",
            RuleKind.Falling => "baisse trop vite",
            RuleKind.Battery => "pile faible",
            RuleKind.Gap => "messages perdus",
            RuleKind.DeviceTrouble => "panne de l'appareil",
            RuleKind.NetworkTrouble => "panne du réseau",
            RuleKind.Overuse => "trop de réponses",
            _ => "alarmes en panne",
        };

    public override string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed)
    {
        var act = (until, snoozed) switch
        {
            (null, _) => $"{by} a clos l'alerte",
            (_, true) => $"{by} l'a reportée jusqu'à {until}",
            _ => $"{by} s'en charge jusqu'à {until}",
        };
        return $"{about}, {What(rule)}: {act}. Vous n'avez rien à faire.";
    }

    public override string Paused(string about, string by, string? until) =>
        $"{about}: {by} a suspendu les alarmes jusqu'à {until}.";

    public override string PausedButVeryLow => "D'ici là, seule une valeur très basse sonne.";

    public override string Resumed(string about, string by) =>
        $"{about}: {by} a mis fin à la pause. Les alarmes sont de nouveau actives.";

    public override string TookIt(string? by, string until) =>
        by is null ? $"Vous vous en chargez jusqu'à {until}." : $"{by} s'en charge jusqu'à {until}.";

    public override string SnoozedIt(string? by, string until) =>
        by is null ? $"Reporté jusqu'à {until}." : $"{by} l'a reporté jusqu'à {until}.";

    public override string ClosedIt(string? by, string at) =>
        by is null ? $"Vous l'avez clos à {at}." : $"{by} l'a clos à {at}.";

    public override string EndedAt(string at) => $"Terminé à {at}.";

    public override string NoSuchCode(int code) => $"Il n'y a pas d'alerte {code}.";

    public override string HowTo(string code) => $"Répondez A{code}: je m'en charge, S{code}: reporter, L: liste.";

    public override string Reaches(string about, string person, string others) =>
        others.Length == 0
            ? $"{about}: Scout appelle {person}."
            : $"{about}: Scout appelle {person}, puis écrit à {others}.";

    public override string WantsNoTexts(string name) =>
        $"{name} a demandé à Scout de ne plus envoyer de messages. Les appels continuent.";

    public override string WantsTexts(string name) => $"{name} reçoit de nouveau les messages de Scout.";
}
