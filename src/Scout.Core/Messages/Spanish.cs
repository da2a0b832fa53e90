using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>All words in Spanish: values and calls.</summary>
internal sealed partial class Spanish : Wording
{
    public override string Language => "es";

    public override string OwnName => "Español";

    public override IReadOnlyList<string> Voices { get; } = ["es-ES", "es-MX", "es-US"];

    public override string SensorError => "error del sensor";

    public override string NoValue => "sin valor";

    public override string NoKeys => "Abra Scout para hacerse cargo.";

    public override string Closed => "Cerrado. Adiós.";

    public override string CloseRefused => "Esto no se puede cerrar: termina cuando los valores vuelven al rango.";

    public override string PassedOn => "Pasado a los demás. Scout les avisa ahora. Adiós.";

    public override string AlreadyOver => "Esto ya ha terminado. Adiós.";

    public override string RingsOn => "Ha empeorado, así que Scout sigue llamando. Adiós.";

    public override string NotUnderstood => "Esa tecla no significa nada aquí.";

    public override string NoKey => "No se ha pulsado ninguna tecla, así que nadie se ha hecho cargo todavía. Adiós.";

    public override string TestDone => "Gracias. Scout sabe ahora que las llamadas le llegan. Adiós.";

    public override string NoTestKey =>
        "No se ha pulsado ninguna tecla. Aun así, las llamadas llegan a este teléfono. Adiós.";

    public override string SpokenCode => "Aquí Scout. Alguien quiere recibir avisos en este número. El código es:";

    public override string OnceMore => "Otra vez:";

    public override string CodeHint => "Quien lo ha pedido lo escribe en Scout. Si no ha sido usted, no haga nada.";

    public override string Somebody => "Alguien";

    protected override char Decimal => ',';

    protected override string Days => "días";

    protected override string And => " y ";

    protected override string Point => "coma";

    protected override IReadOnlyList<string> Digits { get; } =
    ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];

    public override string Below(string value) => $"menos de {value}";

    public override string Above(string value) => $"más de {value}";

    public override string Trend(Trend trend) =>
        trend switch
        {
            Readings.Trend.RisingVeryFast => "subiendo muy rápido",
            Readings.Trend.RisingFast => "subiendo rápido",
            Readings.Trend.RisingSlowly => "subiendo despacio",
            Readings.Trend.Steady => "estable",
            Readings.Trend.FallingSlowly => "bajando despacio",
            Readings.Trend.FallingFast => "bajando rápido",
            Readings.Trend.FallingVeryFast => "bajando muy rápido",
            _ => "",
        };

    public override string Ago(TimeSpan age) => IsNow(age) ? "ahora mismo" : $"hace {Span(age)}";

    public override string Source(SourceFailure failure) =>
        failure switch
        {
            SourceFailure.None => "el sitio responde",
            SourceFailure.Dns => "no se conoce el nombre del sitio",
            SourceFailure.Connect => "no se puede conectar con el sitio",
            SourceFailure.Tls => "el certificado del sitio no es válido",
            SourceFailure.Timeout => "el sitio no responde a tiempo",
            SourceFailure.Unauthorized => "el sitio rechaza el token",
            SourceFailure.Redirect => "el sitio se ha mudado a otra dirección",
            SourceFailure.NotNightscout => "lo que responde no es Nightscout",
            SourceFailure.ServerError => "el sitio comunica un error propio",
            SourceFailure.BadJson => "la respuesta del sitio no se entiende",
            SourceFailure.TooLarge => "la respuesta del sitio es demasiado grande",
            SourceFailure.BlockedAddress => "la dirección es privada y no está permitida",
            _ => "no se puede leer el sitio",
        };

    public override string SpokenValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"Glucosa {Amount(kind, number, unit)}.";

    public override string SpokenLastValue(GlucoseKind kind, string number, GlucoseUnit unit) =>
        $"El último valor fue {Amount(kind, number, unit)}.";

    public override string SpokenAge(TimeSpan age) =>
        IsNow(age) ? "Medido ahora mismo." : $"Medido hace {SpokenSpan(age)}.";

    public override string Identity(string about) => about is "Scout" ? "Aquí Scout." : $"Aquí Scout, sobre {about}.";

    public override string Problem(RuleKind rule, bool everHadData, TimeSpan lasting, SourceFailure failure) =>
        rule switch
        {
            RuleKind.Low => "Glucosa baja.",
            RuleKind.UrgentLow => "Urgente: glucosa muy baja.",
            RuleKind.NoDataWhileLow => $"Urgente: sin datos desde hace {SpokenSpan(lasting)}, y antes estaba baja.",
            RuleKind.High => "Glucosa alta.",
            RuleKind.UrgentHigh => "Urgente: glucosa muy alta.",
            RuleKind.NoData when everHadData => $"Sin datos desde hace {SpokenSpan(lasting)}.",
            RuleKind.NoData => $"Desde hace {SpokenSpan(lasting)} no ha llegado ninguna lectura.",
            RuleKind.SensorError => $"Error del sensor desde hace {SpokenSpan(lasting)}.",
            RuleKind.SourceDown => $"Sin glucosa desde hace {SpokenSpan(lasting)}: {Source(failure)}.",
            _ => "Puede que las alarmas no lleguen.",
        };

    public override string Keys(bool close) =>
        close
            ? "Pulse 1 para hacerse cargo, 2 para posponer, 3 para cerrar, 4 para avisar ya a los demás, 9 para repetir."
            : "Pulse 1 para hacerse cargo, 2 para posponer, 4 para avisar ya a los demás, 9 para repetir.";

    public override string Voicemail(string about) =>
        $"Aquí Scout, con un mensaje urgente sobre {about}. Por favor, abra Scout ahora.";

    public override string Acknowledged(string until) => $"Usted se hace cargo hasta las {until}. Adiós.";

    public override string Snoozed(string until) => $"Pospuesto hasta las {until}. Adiós.";

    public override string TakenBefore(string by) => $"{by} ya se había hecho cargo antes. ";

    public override string SpokenTest(bool asksForKey) =>
        asksForKey
            ? "Esta es una llamada de prueba de Scout. Las llamadas llegan a este teléfono. Pulse 1 para confirmar que la ha oído."
            : "Esta es una llamada de prueba de Scout. Las llamadas llegan a este teléfono; no hay que hacer nada. Adiós.";

    protected override string SpokenUnit(GlucoseUnit unit) =>
        unit is GlucoseUnit.MmolL ? "milimoles por litro" : "miligramos por decilitro";

    protected override string Minutes(int count) => count == 1 ? "un minuto" : $"{count} minutos";

    protected override string Hours(int count) => count == 1 ? "una hora" : $"{count} horas";
}
