using Scout.Core.Tandem;

namespace Scout.Core.Messages;

/// <summary>All words in English: pumps.</summary>
internal sealed partial class English
{
    public override string PumpAlarm(PumpAlarmKind kind) =>
        kind switch
        {
            PumpAlarmKind.Malfunction => "a malfunction",
            PumpAlarmKind.Occlusion => "an occlusion alarm",
            PumpAlarmKind.Cartridge => "a cartridge alarm",
            PumpAlarmKind.EmptyCartridge => "an empty cartridge alarm",
            PumpAlarmKind.CartridgeRemoved => "a cartridge removed alarm",
            PumpAlarmKind.Reset => "a reset alarm",
            PumpAlarmKind.AutoOff => "an auto-off alarm",
            PumpAlarmKind.Temperature => "a temperature alarm",
            PumpAlarmKind.Battery => "an empty battery alarm",
            PumpAlarmKind.Date => "a wrong date alarm",
            PumpAlarmKind.Altitude => "an altitude alarm",
            PumpAlarmKind.Pressure => "an air pressure alarm",
            PumpAlarmKind.Button => "a stuck button alarm",
            _ => "an alarm",
        };

    public override string PumpHad(string about, string alarm, string at, string ago) =>
        $"{about}: the pump had {alarm} at {at}, {ago}. It is past: pumps' logs come late.";

    public override string PumpSilent(string span) => $"No upload for {span}";

    public override string PumpAhead(string span) => $"The clock is {span} ahead";

    public override string PumpProfile(string? by) =>
        by is null ? "The profile in Nightscout was changed" : $"{by} changed the profile in Nightscout";

    public override string PumpIn(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.SignIn => "Tandem refuses the sign-in",
            PumpTroubleKind.Account => "Tandem does not let the account in",
            PumpTroubleKind.Site => "Nightscout takes nothing",
            _ => "Tandem cannot be read",
        };

    public override string PumpAdvice(PumpTroubleKind trouble) =>
        trouble switch
        {
            PumpTroubleKind.Silent => "Is its phone on, with the app signed in?",
            PumpTroubleKind.SignIn => "Check the e-mail address, the password and the region, US or EU.",
            PumpTroubleKind.Account => "Sign in on Tandem's own page and see what it asks for.",
            PumpTroubleKind.ClockAhead => "Check the pump's clock and the time zone in Scout.",
            PumpTroubleKind.Site => "Check the site, its address and its secret.",
            PumpTroubleKind.Profile => "Scout leaves it so until you decide on the pump's page.",
            _ => "Scout goes on trying by itself.",
        };
}
