using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in Portuguese: texts and answers to texts.</summary>
internal sealed partial class Portuguese
{
    public override string PageHint => "Abra o Scout para assumir.";

    public override string PushTest =>
        "Isto é um teste do Scout. As mensagens chegam a este ecrã; não é preciso fazer nada.";

    public override string TakeIt => "Eu assumo";

    public override string PushTooOld =>
        "Esta mensagem é demasiado antiga para responder. Abra o Scout para ver como está.";

    public override string WrittenTest =>
        "Isto é um teste do Scout. As mensagens chegam a este telefone; não é preciso fazer nada.";

    public override string Untaken => "Ninguém assumiu ainda.";

    public override string ReachesOthers => "Passado: o Scout avisa agora os outros.";

    public override string NothingOpen => "Nenhum alerta está aberto para este número.";

    public override string WhichOne => "Qual deles?";

    public override string TextNotUnderstood => "O Scout não entendeu.";

    public override string NoRoster => "Aqui não há plantão para assumir ou passar. Responda A para assumir um alerta.";

    public override string TextsAreOn => "Este número volta a receber mensagens do Scout.";

    public override string WrittenCode(string code) =>
        $"{code} é o código para o Scout. Vale 10 minutos. Se não o pediu, não faça nada.";

    public override string Alert(
        RuleKind rule,
        string about,
        bool everHadData,
        TimeSpan lasting,
        SourceFailure failure
    ) =>
        rule switch
        {
            RuleKind.Low => $"{about} está com glicose baixa",
            RuleKind.UrgentLow => $"{about} está com glicose MUITO BAIXA",
            RuleKind.NoDataWhileLow => $"{about}: SEM DADOS há {Span(lasting)}, antes baixa",
            RuleKind.High => $"{about} está com glicose alta",
            RuleKind.UrgentHigh => $"{about} está com glicose MUITO ALTA",
            RuleKind.NoData when everHadData => $"{about}: sem dados há {Span(lasting)}",
            RuleKind.NoData => $"{about}: ainda sem leituras há {Span(lasting)}",
            RuleKind.SensorError => $"{about}: erro do sensor há {Span(lasting)}",
            RuleKind.SourceDown => $"{about}: sem glicose há {Span(lasting)}, {Source(failure)}",
            _ => $"{about}: os alarmes podem não chegar",
        };

    public override string Began(string? value, TimeSpan ago) =>
        value is null ? $"Começou {Ago(ago)}." : $"Começou com {value} {Ago(ago)}.";

    public override string LastValue(string value) => $"Último valor {value}.";

    public override string ReplyHint(string code) => $"Responda A{code}: assumir, S{code}: adiar.";

    public override string AllClear(RuleKind rule, string about) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => $"{about} já não está com glicose baixa",
            RuleKind.High or RuleKind.UrgentHigh => $"{about} já não está com glicose alta",
            RuleKind.NoData => $"{about}: os dados voltaram",
            RuleKind.SensorError => $"{about}: o sensor funciona de novo",
            RuleKind.SourceDown => $"{about}: o site responde de novo",
            RuleKind.Problem => $"{about}: de novo em calma",
            RuleKind.Above or RuleKind.Below => $"{about}: de novo dentro do limite",
            RuleKind.Rising or RuleKind.Falling => $"{about}: de novo estável",
            RuleKind.Battery => $"{about}: a bateria está boa de novo",
            RuleKind.Gap => $"{about}: as mensagens chegam de novo",
            RuleKind.DeviceTrouble => $"{about}: o dispositivo funciona de novo",
            RuleKind.NetworkTrouble => $"{about}: a rede ouve o dispositivo de novo",
            RuleKind.Overuse => $"{about}: já não pede respostas demais",
            _ => $"{about}: os alarmes chegam de novo",
        };

    public override string What(RuleKind rule) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => "glicose baixa",
            RuleKind.High or RuleKind.UrgentHigh => "glicose alta",
            RuleKind.NoData => "sem dados",
            RuleKind.SensorError => "erro do sensor",
            RuleKind.SourceDown => "site sem resposta",
            RuleKind.Problem => "problema",
            RuleKind.Above => "alto demais",
            RuleKind.Below => "baixo demais",
            RuleKind.Rising => "sobe rápido demais",
            RuleKind.Falling => "desce rápido demais",
            RuleKind.Battery => "bateria fraca",
            RuleKind.Gap => "mensagens perdidas",
            RuleKind.DeviceTrouble => "falha do dispositivo",
            RuleKind.NetworkTrouble => "falha da rede",
            RuleKind.Overuse => "respostas demais",
            _ => "falha nos alarmes",
        };

    public override string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed)
    {
        var act = (until, snoozed) switch
        {
            (null, _) => $"{by} encerrou",
            (_, true) => $"{by} adiou até {until}",
            _ => $"{by} assumiu até {until}",
        };
        return $"{about}, {What(rule)}: {act}. Não precisa fazer nada.";
    }

    public override string Paused(string about, string by, string? until) =>
        $"{about}: {by} pausou os alarmes até {until}.";

    public override string PausedButVeryLow => "Até lá só toca um valor muito baixo.";

    public override string Resumed(string about, string by) =>
        $"{about}: {by} terminou a pausa. Os alarmes estão ativos de novo.";

    public override string TookIt(string? by, string until) =>
        by is null ? $"Você assumiu até {until}." : $"{by} assumiu até {until}.";

    public override string SnoozedIt(string? by, string until) =>
        by is null ? $"Adiado até {until}." : $"{by} adiou até {until}.";

    public override string ClosedIt(string? by, string at) =>
        by is null ? $"Você encerrou às {at}." : $"{by} encerrou às {at}.";

    public override string EndedAt(string at) => $"Terminou às {at}.";

    public override string NoSuchCode(int code) => $"Não há nenhum alerta {code}.";

    public override string HowTo(string code) => $"Responda A{code}: assumir, S{code}: adiar, L: lista.";

    public override string Reaches(string about, string person, string others) =>
        others.Length == 0
            ? $"{about}: o Scout liga para {person}."
            : $"{about}: o Scout liga para {person} e depois escreve para {others}.";

    public override string WantsNoTexts(string name) =>
        $"{name} pediu ao Scout para não receber mais mensagens. As chamadas continuam.";

    public override string WantsTexts(string name) => $"{name} volta a receber mensagens do Scout.";
}
