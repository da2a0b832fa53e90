namespace Scout.Core.Messages;

/// <summary>Duty in Spanish.</summary>
internal sealed partial class Spanish
{
    public override string NotOnDuty => "Usted no tiene la guardia ahora: no hay nada que entregar.";

    public override string DutyDeclined => "De acuerdo. Scout pregunta a otra persona.";

    public override string NobodyToAsk => "No hay nadie más en la guardia a quien preguntar por mensaje.";

    public override string WhichRoster => "Usted está en varias guardias. Abra Scout para decir cuál.";

    public override string DutyBegins(string roster, string? until) =>
        until is null ? $"{roster}: empieza su guardia." : $"{roster}: empieza su guardia, hasta {until}.";

    public override string DutySoon(string roster, string at) => $"{roster}: su guardia empieza a las {at}.";

    public override string DutyAsked(string by, string roster, string until) =>
        $"{by} le pide que tome la guardia de {roster} hasta {until}. Responda TAKE para tomarla.";

    public override string DutyIsAsked(string whom) =>
        $"Se ha preguntado a {whom}. La guardia sigue siendo suya hasta que responda TAKE.";

    public override string DutyTaken(string by, string roster, string until) =>
        $"{roster}: {by} tiene la guardia hasta {until}. No tiene que hacer nada.";

    public override string DutyYours(string roster, string? until) =>
        until is null ? $"{roster}: usted tiene la guardia." : $"{roster}: usted tiene la guardia hasta {until}.";

    public override string DutyNow(string roster, string who, string? until, string? next) =>
        $"{roster}: {who} tiene la guardia{(until is null ? "" : $" hasta {until}")}{(next is null ? "" : $", luego {next}")}.";

    public override string DutyNobody(string roster, string? until) =>
        $"{roster}: NADIE tiene la guardia{(until is null ? "" : $" hasta {until}")}.";

    public override string DutyGap(string roster, string from, string until) =>
        $"{roster}: nadie tiene la guardia desde {from} hasta {until}. Llene el hueco en Scout.";

    public override string DutyEmptyStep(string roster, string about) =>
        $"{about} necesitaba a alguien y nadie tiene la guardia en {roster}. Scout siguió con el paso siguiente.";

    public override string AndMore(int others, string? since) =>
        since is null ? $"Y {others} más." : $"Y {others} más desde las {since}.";
}
