using Scout.Core.Tandem;

namespace Scout.Core.Messages;

/// <summary>All words in Spanish: pumps.</summary>
internal sealed partial class Spanish
{
    public override string PumpAlarm(PumpAlarmKind kind) =>
        kind switch
        {
            PumpAlarmKind.Malfunction => "un fallo propio",
            PumpAlarmKind.Occlusion => "una alarma de oclusión",
            PumpAlarmKind.Cartridge => "una alarma del cartucho",
            PumpAlarmKind.EmptyCartridge => "una alarma de cartucho vacío",
            PumpAlarmKind.CartridgeRemoved => "una alarma de cartucho retirado",
            PumpAlarmKind.Reset => "una alarma de reinicio",
            PumpAlarmKind.AutoOff => "una alarma de apagado automático",
            PumpAlarmKind.Temperature => "una alarma de temperatura",
            PumpAlarmKind.Battery => "una alarma de batería agotada",
            PumpAlarmKind.Date => "una alarma de fecha errónea",
            PumpAlarmKind.Altitude => "una alarma de altitud",
            PumpAlarmKind.Pressure => "una alarma de presión del aire",
            PumpAlarmKind.Button => "una alarma de botón atascado",
            _ => "una alarma",
        };

    public override string PumpHad(string about, string alarm, string at, string ago) =>
        $"{about}: la bomba tuvo {alarm} a las {at}, {ago}. Ya pasó: el registro llega tarde.";

    public override string PumpSilent(string span) => $"Sin envíos desde hace {span}";

    public override string PumpAhead(string span) => $"El reloj va {span} adelantado";

    public override string PumpProfile(string? by) =>
        by is null ? "Alguien ha cambiado el perfil en Nightscout" : $"{by} ha cambiado el perfil en Nightscout";

    public override string PumpIn(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.SignIn => "Tandem rechaza la entrada",
            PumpTroubleKind.Account => "Tandem no deja entrar a la cuenta",
            PumpTroubleKind.Site => "Nightscout no acepta nada",
            _ => "No se puede leer Tandem",
        };

    public override string PumpAdvice(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.Silent => "¿Está encendido su teléfono, con la aplicación abierta?",
            PumpTroubleKind.SignIn => "Compruebe el correo, la contraseña y la región, US o EU.",
            PumpTroubleKind.Account => "Entre en la página de Tandem y mire qué le pide.",
            PumpTroubleKind.ClockAhead => "Compruebe el reloj de la bomba y la zona horaria en Scout.",
            PumpTroubleKind.Site => "Compruebe el sitio, su dirección y su secreto.",
            PumpTroubleKind.Profile => "Scout lo deja así hasta que usted decida en la página de la bomba.",
            _ => "Scout sigue intentándolo por sí solo.",
        };
}
