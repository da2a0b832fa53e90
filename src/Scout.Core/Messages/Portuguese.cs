using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in Portuguese: values and calls.</summary>
internal sealed partial class Portuguese : Wording
{
    public override string Language => "pt";

    public override string OwnName => "Português";

    public override IReadOnlyList<string> Voices { get; } = ["pt-BR", "pt-PT"];

    public override string SensorError => "erro do sensor";

    public override string NoValue => "sem valor";

    public override string NoKeys => "Abra o Scout para assumir.";

    public override string Closed => "Encerrado. Até logo.";

    public override string CloseRefused => "Isto não pode ser encerrado: termina quando os valores voltam ao normal.";

    public override string PassedOn => "Passado aos outros. O Scout avisa-os agora. Até logo.";

    public override string AlreadyOver => "Isto já terminou. Até logo.";

    public override string RingsOn => "Piorou, por isso o Scout continua a ligar. Até logo.";

    public override string NotUnderstood => "Essa tecla não significa nada aqui.";

    public override string NoKey => "Nenhuma tecla foi pressionada, por isso ninguém assumiu ainda. Até logo.";

    public override string TestDone => "Obrigado. O Scout sabe agora que as chamadas chegam até você. Até logo.";

    public override string NoTestKey =>
        "Nenhuma tecla foi pressionada. Mesmo assim, as chamadas chegam a este telefone. Até logo.";

    public override string SpokenCode => "Aqui é o Scout. Alguém quer ser contactado neste número. O código é:";

    public override string OnceMore => "Mais uma vez:";

    public override string CodeHint => "Quem o pediu digita-o no Scout. Se não foi você, não faça nada.";

    public override string Somebody => "Alguém";

    protected override char Decimal => ',';

    protected override string Days => "dias";

    protected override string And => " e ";

    protected override string Point => "vírgula";

    protected override IReadOnlyList<string> Digits { get; } =
    ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"];

    public override string Below(string value) => $"menos de {value}";

    public override string Above(string value) => $"mais de {value}";

    public override string Trend(Trend trend) =>
        trend switch
        {
            Readings.Trend.RisingVeryFast => "subindo muito rápido",
            Readings.Trend.RisingFast => "subindo rápido",
            Readings.Trend.RisingSlowly => "subindo devagar",
            Readings.Trend.Steady => "estável",
            Readings.Trend.FallingSlowly => "caindo devagar",
            Readings.Trend.FallingFast => "caindo rápido",
            Readings.Trend.FallingVeryFast => "caindo muito rápido",
            _ => "",
        };

    public override string Ago(TimeSpan age) => IsNow(age) ? "agora mesmo" : $"há {Span(age)}";

    public override string Source(SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => "o site responde",
            SourceFailure.Dns => "o nome do site não é conhecido",
            SourceFailure.Connect => "não é possível ligar-se ao site",
            SourceFailure.Tls => "o certificado do site não é válido",
            SourceFailure.Timeout => "o site não responde a tempo",
            SourceFailure.Unauthorized => "o site recusa o token",
            SourceFailure.Redirect => "o site mudou de endereço",
            SourceFailure.NotNightscout => "o que responde não é o Nightscout",
            SourceFailure.ServerError => "o site comunica um erro próprio",
            SourceFailure.BadJson => "a resposta do site não se entende",
            SourceFailure.TooLarge => "a resposta do site é grande demais",
            SourceFailure.BlockedAddress => "o endereço é privado e não é permitido",
            _ => "não é possível ler o site",
        };

    public override string SpokenValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"Glicose {Amount(kind, number, unit)}.";

    public override string SpokenLastValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"O último valor foi {Amount(kind, number, unit)}.";

    public override string SpokenAge(TimeSpan age) =>
        IsNow(age) ? "Medido agora mesmo." : $"Medido há {SpokenSpan(age)}.";

    public override string Identity(string about) =>
        about is "Scout" ? "Aqui é o Scout." : $"Aqui é o Scout, sobre {about}.";

    public override string Problem(RuleKind rule, bool everHadData, TimeSpan lasting, SourceFailure failure) =>
        rule switch
        {
            RuleKind.Low => "Glicose baixa.",
            RuleKind.UrgentLow => "Urgente: glicose muito baixa.",
            RuleKind.NoDataWhileLow => $"Urgente: sem dados há {SpokenSpan(lasting)}, e antes estava baixa.",
            RuleKind.High => "Glicose alta.",
            RuleKind.UrgentHigh => "Urgente: glicose muito alta.",
            RuleKind.NoData when everHadData => $"Sem dados há {SpokenSpan(lasting)}.",
            RuleKind.NoData => $"Há {SpokenSpan(lasting)} não chega nenhuma leitura.",
            RuleKind.SensorError => $"Erro do sensor há {SpokenSpan(lasting)}.",
            RuleKind.SourceDown => $"Sem glicose há {SpokenSpan(lasting)}: {Source(failure)}.",
            _ => "Os alarmes podem não chegar.",
        };

    public override string Keys(bool close) =>
        close
            ? "Pressione 1 para assumir, 2 para adiar, 3 para encerrar, 4 para avisar já os outros, 9 para repetir."
            : "Pressione 1 para assumir, 2 para adiar, 4 para avisar já os outros, 9 para repetir.";

    public override string Voicemail(string about) =>
        $"Aqui é o Scout, com uma mensagem urgente sobre {about}. Por favor, abra o Scout agora.";

    public override string Acknowledged(string until) => $"Assumido até {until}. Até logo.";

    public override string Snoozed(string until) => $"Adiado até {until}. Até logo.";

    public override string TakenBefore(string by) => $"{by} já tinha assumido antes. ";

    public override string SpokenTest(bool asksForKey) =>
        asksForKey
            ? "Esta é uma chamada de teste do Scout. As chamadas chegam a este telefone. Pressione 1 para confirmar que ouviu."
            : "Esta é uma chamada de teste do Scout. As chamadas chegam a este telefone; não é preciso fazer nada. Até logo.";

    protected override string SpokenUnit(GlucoseUnit unit) =>
        unit is GlucoseUnit.MmolL ? "milimoles por litro" : "miligramas por decilitro";

    protected override string Minutes(int count) => count == 1 ? "um minuto" : $"{count} minutos";

    protected override string Hours(int count) => count == 1 ? "uma hora" : $"{count} horas";
}
