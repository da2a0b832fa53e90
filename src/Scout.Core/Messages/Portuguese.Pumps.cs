using Scout.Core.Tandem;

namespace Scout.Core.Messages;

/// <summary>All words in Portuguese: pumps.</summary>
internal sealed partial class Portuguese
{
    public override string PumpAlarm(PumpAlarmKind kind) =>
        kind switch
        {
            PumpAlarmKind.Malfunction => "uma falha própria",
            PumpAlarmKind.Occlusion => "um alarme de oclusão",
            PumpAlarmKind.Cartridge => "um alarme do cartucho",
            PumpAlarmKind.EmptyCartridge => "um alarme de cartucho vazio",
            PumpAlarmKind.CartridgeRemoved => "um alarme de cartucho removido",
            PumpAlarmKind.Reset => "um alarme de reinício",
            PumpAlarmKind.AutoOff => "um alarme de desligamento automático",
            PumpAlarmKind.Temperature => "um alarme de temperatura",
            PumpAlarmKind.Battery => "um alarme de bateria vazia",
            PumpAlarmKind.Date => "um alarme de data errada",
            PumpAlarmKind.Altitude => "um alarme de altitude",
            PumpAlarmKind.Pressure => "um alarme de pressão do ar",
            PumpAlarmKind.Button => "um alarme de botão preso",
            _ => "um alarme",
        };

    public override string PumpHad(string about, string alarm, string at, string ago) =>
        $"{about}: a bomba teve {alarm} às {at}, {ago}. Já passou: o registro chega tarde.";

    public override string PumpSilent(string span) => $"Sem envios há {span}";

    public override string PumpAhead(string span) => $"O relógio está {span} adiantado";

    public override string PumpProfile(string? by) =>
        by is null ? "O perfil no Nightscout foi alterado" : $"{by} alterou o perfil no Nightscout";

    public override string PumpIn(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.SignIn => "A Tandem recusa a entrada",
            PumpTroubleKind.Account => "A Tandem não deixa a conta entrar",
            PumpTroubleKind.Site => "O Nightscout não aceita nada",
            _ => "Não é possível ler a Tandem",
        };

    public override string PumpAdvice(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.Silent => "O telefone está ligado, com o aplicativo conectado?",
            PumpTroubleKind.SignIn => "Verifique o e-mail, a senha e a região, US ou EU.",
            PumpTroubleKind.Account => "Entre na página da Tandem e veja o que ela pede.",
            PumpTroubleKind.ClockAhead => "Verifique o relógio da bomba e o fuso horário no Scout.",
            PumpTroubleKind.Site => "Verifique o site, o endereço e o segredo.",
            PumpTroubleKind.Profile => "O Scout deixa assim até você decidir na página da bomba.",
            _ => "O Scout continua tentando sozinho.",
        };
}
