namespace Scout.Core.Messages;

/// <summary>Duty in French.</summary>
internal sealed partial class French
{
    public override string NotOnDuty => "Vous n'avez pas la garde : il n'y a rien à céder.";

    public override string DutyDeclined => "D'accord. Scout demande à quelqu'un d'autre.";

    public override string NobodyToAsk => "Il n'y a personne d'autre dans la garde à qui demander par SMS.";

    public override string WhichRoster => "Vous êtes dans plusieurs gardes. Ouvrez Scout pour dire laquelle.";

    public override string DutyBegins(string roster, string? until) =>
        until is null ? $"{roster} : votre garde commence." : $"{roster} : votre garde commence, jusqu'à {until}.";

    public override string DutySoon(string roster, string at) => $"{roster} : votre garde commence à {at}.";

    public override string DutyAsked(string by, string roster, string until) =>
        $"{by} vous demande de prendre la garde {roster} jusqu'à {until}. Répondez TAKE pour la prendre.";

    public override string DutyIsAsked(string whom) =>
        $"La demande est faite à {whom}. Vous gardez la garde jusqu'à la réponse TAKE.";

    public override string DutyTaken(string by, string roster, string until) =>
        $"{roster} : {by} a la garde jusqu'à {until}. Vous n'avez rien à faire.";

    public override string DutyYours(string roster, string? until) =>
        until is null ? $"{roster} : vous avez la garde." : $"{roster} : vous avez la garde jusqu'à {until}.";

    public override string DutyNow(string roster, string who, string? until, string? next) =>
        $"{roster} : {who} a la garde{(until is null ? "" : $" jusqu'à {until}")}{(next is null ? "" : $", puis {next}")}.";

    public override string DutyNobody(string roster, string? until) =>
        $"{roster} : PERSONNE n'a la garde{(until is null ? "" : $" jusqu'à {until}")}.";

    public override string DutyGap(string roster, string from, string until) =>
        $"{roster} : personne n'a la garde de {from} à {until}. Comblez ce vide dans Scout.";

    public override string DutyEmptyStep(string roster, string about) =>
        $"{about} avait besoin de quelqu'un et personne n'a la garde dans {roster}. Scout est passé à l'étape suivante.";

    public override string AndMore(int others, string? since) =>
        since is null ? $"Et {others} de plus." : $"Et {others} de plus depuis {since}.";
}
