using Scout.Core.Tandem;

namespace Scout.Core.Messages;

/// <summary>All words in French: pumps.</summary>
internal sealed partial class French
{
    public override string PumpAlarm(PumpAlarmKind kind) =>
        kind switch
        {
            PumpAlarmKind.Malfunction => "une défaillance",
            PumpAlarmKind.Occlusion => "une alarme d'occlusion",
            PumpAlarmKind.Cartridge => "une alarme de cartouche",
            PumpAlarmKind.EmptyCartridge => "une alarme de cartouche vide",
            PumpAlarmKind.CartridgeRemoved => "une alarme de cartouche retirée",
            PumpAlarmKind.Reset => "une alarme de redémarrage",
            PumpAlarmKind.AutoOff => "une alarme d'arrêt automatique",
            PumpAlarmKind.Temperature => "une alarme de température",
            PumpAlarmKind.Battery => "une alarme de batterie vide",
            PumpAlarmKind.Date => "une alarme de date incorrecte",
            PumpAlarmKind.Altitude => "une alarme d'altitude",
            PumpAlarmKind.Pressure => "une alarme de pression de l'air",
            PumpAlarmKind.Button => "une alarme de bouton bloqué",
            _ => "une alarme",
        };

    public override string PumpHad(string about, string alarm, string at, string ago) =>
        $"{about} : la pompe a eu {alarm} à {at}, {ago}. C'est passé : son journal arrive tard.";

    public override string PumpSilent(string span) => $"Aucun envoi depuis {span}";

    public override string PumpAhead(string span) => $"L'horloge avance de {span}";

    public override string PumpProfile(string? by) =>
        by is null ? "Le profil dans Nightscout a été modifié" : $"{by} a modifié le profil dans Nightscout";

    public override string PumpIn(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.SignIn => "Tandem refuse la connexion",
            PumpTroubleKind.Account => "Tandem ne laisse pas entrer le compte",
            PumpTroubleKind.Site => "Nightscout n'accepte rien",
            _ => "Tandem est illisible",
        };

    public override string PumpAdvice(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.Silent => "Son téléphone est-il allumé, et l'application connectée ?",
            PumpTroubleKind.SignIn => "Vérifiez l'adresse e-mail, le mot de passe et la région, US ou EU.",
            PumpTroubleKind.Account => "Connectez-vous sur la page de Tandem et voyez ce qu'elle demande.",
            PumpTroubleKind.ClockAhead => "Vérifiez l'horloge de la pompe et le fuseau horaire dans Scout.",
            PumpTroubleKind.Site => "Vérifiez le site, son adresse et son secret.",
            PumpTroubleKind.Profile => "Scout le laisse ainsi jusqu'à votre décision sur la page de la pompe.",
            _ => "Scout continue d'essayer de lui-même.",
        };
}
