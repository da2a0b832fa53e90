using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in Spanish: texts and answers to texts.</summary>
internal sealed partial class Spanish
{
    public override string PageHint => "Abra Scout para encargarse.";

    public override string PushTest =>
        "Esto es una prueba de Scout. Los mensajes llegan a esta pantalla; no hay que hacer nada.";

    public override string TakeIt => "Me encargo";

    public override string PushTooOld =>
        "Este mensaje es demasiado antiguo para responder. Abra Scout para ver cómo está todo.";

    public override string WrittenTest =>
        "Esto es una prueba de Scout. Los mensajes llegan a este teléfono; no hay que hacer nada.";

    public override string Untaken => "Nadie se ha hecho cargo todavía.";

    public override string ReachesOthers => "Pasado: Scout avisa ahora a los demás.";

    public override string NothingOpen => "No hay ninguna alerta abierta para este número.";

    public override string WhichOne => "¿Cuál?";

    public override string TextNotUnderstood => "Scout no ha entendido eso.";

    public override string NoRoster =>
        "Aquí no hay turnos que tomar o ceder. Responda A para encargarse de una alerta.";

    public override string TextsAreOn => "Este número vuelve a recibir mensajes de Scout.";

    public override string WrittenCode(string code) =>
        $"{code} es el código para Scout. Vale 10 minutos. Si no lo ha pedido, no haga nada.";

    public override string Alert(
        RuleKind rule,
        string about,
        bool everHadData,
        TimeSpan lasting,
        SourceFailure failure
    ) =>
        rule switch
        {
            RuleKind.Low => $"{about} tiene glucosa baja",
            RuleKind.UrgentLow => $"{about} tiene glucosa MUY BAJA",
            RuleKind.NoDataWhileLow => $"{about}: SIN DATOS desde hace {Span(lasting)}, antes baja",
            RuleKind.High => $"{about} tiene glucosa alta",
            RuleKind.UrgentHigh => $"{about} tiene glucosa MUY ALTA",
            RuleKind.NoData when everHadData => $"{about}: sin datos desde hace {Span(lasting)}",
            RuleKind.NoData => $"{about}: aún sin lecturas desde hace {Span(lasting)}",
            RuleKind.SensorError => $"{about}: error del sensor desde hace {Span(lasting)}",
            RuleKind.SourceDown => $"{about}: sin glucosa desde hace {Span(lasting)}, {Source(failure)}",
            _ => $"{about}: puede que las alarmas no lleguen",
        };

    public override string Began(string? value, TimeSpan ago) =>
        value is null ? $"Empezó {Ago(ago)}." : $"Empezó con {value} {Ago(ago)}.";

    public override string LastValue(string value) => $"Último valor {value}.";

    public override string ReplyHint(string code) => $"Responda A{code}: me encargo, S{code}: posponer.";

    public override string AllClear(RuleKind rule, string about) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => $"{about} ya no tiene glucosa baja",
            RuleKind.High or RuleKind.UrgentHigh => $"{about} ya no tiene glucosa alta",
            RuleKind.NoData => $"{about}: vuelven a llegar datos",
            RuleKind.SensorError => $"{about}: el sensor funciona de nuevo",
            RuleKind.SourceDown => $"{about}: el sitio responde de nuevo",
            RuleKind.Problem => $"{about}: otra vez en calma",
            RuleKind.Above or RuleKind.Below => $"{about}: de nuevo dentro del límite",
            RuleKind.Rising or RuleKind.Falling => $"{about}: de nuevo estable",
            RuleKind.Battery => $"{about}: la batería vuelve a estar bien",
            RuleKind.Gap => $"{about}: sus mensajes llegan de nuevo",
            RuleKind.DeviceTrouble => $"{about}: el dispositivo funciona de nuevo",
            RuleKind.NetworkTrouble => $"{about}: la red vuelve a oír el dispositivo",
            RuleKind.Overuse => $"{about}: ya no pide respuestas de más",
            _ => $"{about}: las alarmas llegan de nuevo",
        };

    public override string What(RuleKind rule) =>
        rule switch
        {
            RuleKind.Low or RuleKind.UrgentLow or RuleKind.NoDataWhileLow => "glucosa baja",
            RuleKind.High or RuleKind.UrgentHigh => "glucosa alta",
            RuleKind.NoData => "sin datos",
            RuleKind.SensorError => "error del sensor",
            RuleKind.SourceDown => "sitio sin respuesta",
            RuleKind.Problem => "problema",
            RuleKind.Above => "demasiado alto",
            RuleKind.Below => "demasiado bajo",
            RuleKind.Rising => "sube demasiado rápido",
            RuleKind.Falling => "baja demasiado rápido",
            RuleKind.Battery => "batería baja",
            RuleKind.Gap => "mensajes perdidos",
            RuleKind.DeviceTrouble => "fallo del dispositivo",
            RuleKind.NetworkTrouble => "fallo de la red",
            RuleKind.Overuse => "demasiadas respuestas",
            _ => "fallo de alarmas",
        };

    public override string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed)
    {
        var act = (until, snoozed) switch
        {
            (null, _) => $"{by} lo ha cerrado",
            (_, true) => $"{by} lo ha pospuesto hasta las {until}",
            _ => $"{by} se encarga hasta las {until}",
        };
        return $"{about}, {What(rule)}: {act}. No tiene que hacer nada.";
    }

    public override string Paused(string about, string by, string? until) =>
        $"{about}: {by} ha pausado las alarmas hasta las {until}.";

    public override string PausedButVeryLow => "Hasta entonces solo suena un valor muy bajo.";

    public override string Resumed(string about, string by) =>
        $"{about}: {by} ha terminado la pausa. Las alarmas están activas de nuevo.";

    public override string TookIt(string? by, string until) =>
        by is null ? $"Usted se encarga hasta las {until}." : $"{by} se encarga hasta las {until}.";

    public override string SnoozedIt(string? by, string until) =>
        by is null ? $"Pospuesto hasta las {until}." : $"{by} lo ha pospuesto hasta las {until}.";

    public override string ClosedIt(string? by, string at) =>
        by is null ? $"Usted lo cerró a las {at}." : $"{by} lo cerró a las {at}.";

    public override string EndedAt(string at) => $"Terminó a las {at}.";

    public override string NoSuchCode(int code) => $"No hay ninguna alerta {code}.";

    public override string HowTo(string code) => $"Responda A{code}: me encargo, S{code}: posponer, L: lista.";

    public override string Reaches(string about, string person, string others) =>
        others.Length == 0
            ? $"{about}: Scout llama a {person}."
            : $"{about}: Scout llama a {person} y luego escribe a {others}.";

    public override string WantsNoTexts(string name) =>
        $"{name} ha pedido a Scout no recibir más mensajes. Las llamadas siguen llegando.";

    public override string WantsTexts(string name) => $"{name} vuelve a recibir mensajes de Scout.";
}
