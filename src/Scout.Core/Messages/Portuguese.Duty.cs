namespace Scout.Core.Messages;

/// <summary>Duty in Portuguese.</summary>
internal sealed partial class Portuguese
{
    public override string NotOnDuty => "Você não está de plantão agora: não há nada a passar.";

    public override string DutyDeclined => "Está bem. O Scout pergunta a outra pessoa.";

    public override string NobodyToAsk => "Não há mais ninguém na escala a quem perguntar por mensagem.";

    public override string WhichRoster => "Você está em várias escalas. Abra o Scout para dizer qual.";

    public override string DutyBegins(string roster, string? until) =>
        until is null ? $"{roster}: seu plantão começa." : $"{roster}: seu plantão começa, até {until}.";

    public override string DutySoon(string roster, string at) => $"{roster}: seu plantão começa às {at}.";

    public override string DutyAsked(string by, string roster, string until) =>
        $"{by} pede que você assuma o plantão de {roster} até {until}. Responda TAKE para assumir.";

    public override string DutyIsAsked(string whom) =>
        $"Perguntamos a {whom}. O plantão continua seu até a resposta TAKE.";

    public override string DutyTaken(string by, string roster, string until) =>
        $"{roster}: {by} tem o plantão até {until}. Você não precisa agir.";

    public override string DutyYours(string roster, string? until) =>
        until is null ? $"{roster}: o plantão é seu." : $"{roster}: o plantão é seu até {until}.";

    public override string DutyNow(string roster, string who, string? until, string? next) =>
        $"{roster}: {who} está de plantão{(until is null ? "" : $" até {until}")}{(next is null ? "" : $", depois {next}")}.";

    public override string DutyNobody(string roster, string? until) =>
        $"{roster}: NINGUÉM está de plantão{(until is null ? "" : $" até {until}")}.";

    public override string DutyGap(string roster, string from, string until) =>
        $"{roster}: ninguém está de plantão de {from} até {until}. Preencha a lacuna no Scout.";

    public override string DutyEmptyStep(string roster, string about) =>
        $"{about} precisava de alguém e ninguém está de plantão em {roster}. O Scout passou ao próximo passo.";

    public override string AndMore(int others, string? since) =>
        since is null ? $"E mais {others}." : $"E mais {others} desde {since}.";
}
