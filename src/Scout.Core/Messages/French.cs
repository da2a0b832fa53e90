using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in French: values and calls.</summary>
internal sealed partial class French : Wording
{
    public override string Language => "fr";

    public override string OwnName => "Français";

    public override IReadOnlyList<string> Voices { get; } = ["fr-FR", "fr-CA"];

    public override string SensorError => "erreur du capteur";

    public override string NoValue => "aucune valeur";

    public override string NoKeys => "Ouvrez Scout pour vous en charger.";

    public override string Closed => "Alerte close. Au revoir.";

    public override string CloseRefused =>
        "Cette alerte ne peut pas être close : elle prend fin quand les valeurs reviennent dans la plage.";

    public override string PassedOn => "Transmis. Scout prévient les autres maintenant. Au revoir.";

    public override string AlreadyOver => "C'est déjà terminé. Au revoir.";

    public override string RingsOn => "La situation s'est aggravée, donc Scout continue d'appeler. Au revoir.";

    public override string NotUnderstood => "Cette touche ne veut rien dire ici.";

    public override string NoKey => "Aucune touche n'a été pressée, donc personne ne s'en charge encore. Au revoir.";

    public override string TestDone => "Merci. Scout sait maintenant que les appels vous parviennent. Au revoir.";

    public override string NoTestKey =>
        "Aucune touche n'a été pressée. Les appels arrivent quand même sur ce téléphone. Au revoir.";

    public override string SpokenCode => "Ici Scout. Quelqu'un veut être joint à ce numéro. Le code est :";

    public override string OnceMore => "Encore une fois :";

    public override string CodeHint =>
        "La personne qui l'a demandé le saisit dans Scout. Si ce n'est pas vous, ne faites rien.";

    public override string Somebody => "Quelqu'un";

    protected override char Decimal => ',';

    protected override string Days => "jours";

    protected override string And => " ";

    protected override string Point => "virgule";

    protected override IReadOnlyList<string> Digits { get; } =
    ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"];

    public override string Below(string value) => $"moins de {value}";

    public override string Above(string value) => $"plus de {value}";

    public override string Trend(Trend trend) =>
        trend switch
        {
            Readings.Trend.RisingVeryFast => "hausse très rapide",
            Readings.Trend.RisingFast => "hausse rapide",
            Readings.Trend.RisingSlowly => "hausse lente",
            Readings.Trend.Steady => "stable",
            Readings.Trend.FallingSlowly => "baisse lente",
            Readings.Trend.FallingFast => "baisse rapide",
            Readings.Trend.FallingVeryFast => "baisse très rapide",
            _ => "",
        };

    public override string Ago(TimeSpan age) => IsNow(age) ? "à l'instant" : $"il y a {Span(age)}";

    public override string Source(SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => "le site répond",
            SourceFailure.Dns => "le nom du site est inconnu",
            SourceFailure.Connect => "la connexion au site est impossible",
            SourceFailure.Tls => "le certificat du site n'est pas valide",
            SourceFailure.Timeout => "le site ne répond pas à temps",
            SourceFailure.Unauthorized => "le site refuse le jeton",
            SourceFailure.Redirect => "le site a changé d'adresse",
            SourceFailure.NotNightscout => "ce qui répond n'est pas Nightscout",
            SourceFailure.ServerError => "le site signale une erreur",
            SourceFailure.BadJson => "la réponse du site est illisible",
            SourceFailure.TooLarge => "la réponse du site est trop grande",
            SourceFailure.BlockedAddress => "l'adresse est privée et non autorisée",
            _ => "le site est illisible",
        };

    public override string SpokenValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"Glycémie {Amount(kind, number, unit)}.";

    public override string SpokenLastValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"La dernière valeur était {Amount(kind, number, unit)}.";

    public override string SpokenAge(TimeSpan age) =>
        IsNow(age) ? "Mesurée à l'instant." : $"Mesurée il y a {SpokenSpan(age)}.";

    public override string Identity(string about) =>
        about is "Scout" ? "Ici Scout." : $"Ici Scout, concernant {about}.";

    public override string Problem(RuleKind rule, bool everHadData, TimeSpan lasting, SourceFailure failure) =>
        rule switch
        {
            RuleKind.Low => "Glycémie basse.",
            RuleKind.UrgentLow => "Urgent : glycémie très basse.",
            RuleKind.NoDataWhileLow => $"Urgent : aucune donnée depuis {SpokenSpan(lasting)}, elle était basse.",
            RuleKind.High => "Glycémie élevée.",
            RuleKind.UrgentHigh => "Urgent : glycémie très élevée.",
            RuleKind.NoData when everHadData => $"Aucune donnée depuis {SpokenSpan(lasting)}.",
            RuleKind.NoData => $"Aucune mesure n'est arrivée depuis {SpokenSpan(lasting)}.",
            RuleKind.SensorError => $"Erreur du capteur depuis {SpokenSpan(lasting)}.",
            RuleKind.SourceDown => $"Aucune glycémie depuis {SpokenSpan(lasting)} : {Source(failure)}.",
            _ => "Les alarmes risquent de ne pas arriver.",
        };

    public override string Keys(bool close) =>
        close
            ? "Tapez 1 pour vous en charger, 2 pour reporter, 3 pour clore, 4 pour prévenir les autres maintenant, 9 pour répéter."
            : "Tapez 1 pour vous en charger, 2 pour reporter, 4 pour prévenir les autres maintenant, 9 pour répéter.";

    public override string Voicemail(string about) =>
        $"Ici Scout, avec un message urgent concernant {about}. Ouvrez Scout maintenant, s'il vous plaît.";

    public override string Acknowledged(string until) => $"Vous vous en chargez jusqu'à {until}. Au revoir.";

    public override string Snoozed(string until) => $"Reporté jusqu'à {until}. Au revoir.";

    public override string TakenBefore(string by) => $"{by} s'en chargeait déjà avant vous. ";

    public override string SpokenTest(bool asksForKey) =>
        asksForKey
            ? "Ceci est un appel d'essai de Scout. Les appels arrivent sur ce téléphone. Tapez 1 pour confirmer que vous l'avez entendu."
            : "Ceci est un appel d'essai de Scout. Les appels arrivent sur ce téléphone ; il n'y a rien à faire. Au revoir.";

    protected override string SpokenUnit(GlucoseUnit unit) =>
        unit is GlucoseUnit.MmolL ? "millimoles par litre" : "milligrammes par décilitre";

    protected override string Minutes(int count) => count == 1 ? "une minute" : $"{count} minutes";

    protected override string Hours(int count) => count == 1 ? "une heure" : $"{count} heures";
}
