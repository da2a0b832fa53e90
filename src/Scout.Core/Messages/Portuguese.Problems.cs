using Scout.Core.Events;

namespace Scout.Core.Messages;

/// <summary>All words in Portuguese: problems told by events.</summary>
internal sealed partial class Portuguese
{
    public override string NewProblem => "Problema novo";

    public override string On(string headline, string project) => $"{headline} em {project}";

    public override string GoesOn(string head) => $"Continua: {head}";

    public override string Times(int count) => $"{count} vezes";

    public override string AfterRelease(string span, string release) => $"{span} depois da versão {release}";

    public override string Late(string at) => $"com atraso: {at}";

    public override string NoBeat => "sem sinal de vida";

    public override string LastBeat(string at) => $"O último chegou às {at}";

    public override string BeatIsBack(string about) => $"{about}: voltou o sinal de vida";

    public override string Unread(string about) =>
        $"{about}: chegou algo que o Scout não consegue ler. Está guardado na página do projeto. Ninguém foi chamado.";

    public override string ReplyHintToClose(string code) =>
        $"Responda A{code}: assumir, S{code}: adiar, C{code}: encerrar.";

    public override string OpenProblems(int count) =>
        count switch
        {
            0 => "nada em aberto",
            1 => "1 problema em aberto",
            _ => $"{count} problemas em aberto",
        };

    public override string ReplyHintForAll(string code) =>
        $"Responda A{code} para assumir todos, S{code} para adiá-los, C{code} para encerrar o primeiro.";

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Adiado até voltar.",
            (null, _) => $"Adiado até {until}, depois no próximo erro.",
            (_, null) => $"{by} adiou até voltar.",
            _ => $"{by} adiou até {until}, depois no próximo erro.",
        };

    public override string NotTaken(string about, SourceAct act, SourceResult why)
    {
        var what = act switch
        {
            SourceAct.Close => "não foi fechado lá",
            SourceAct.Snooze => "não foi adiado lá; aqui vai tocar outra vez",
            _ => "não foi reaberto lá",
        };
        var reason = why switch
        {
            SourceResult.Forbidden => "O seu papel no Bugsnag não permite isso.",
            SourceResult.TokenRefused => "O Bugsnag recusa o token do Scout.",
            SourceResult.Unreachable => "O Bugsnag não respondeu.",
            _ => "O Bugsnag recusou.",
        };
        return $"{about}: {what}. {reason}";
    }

    public override string KeyRefused(string about) =>
        $"{about}: o Bugsnag recusa o token do Scout; nada se fecha nem adia lá. Escreva um novo nas definições. Os erros continuam a chegar.";

    public override string SourcePending => "Bugsnag: pendente.";
}
