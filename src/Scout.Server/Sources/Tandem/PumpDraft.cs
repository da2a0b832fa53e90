using Scout.Core.Contacts;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;

namespace Scout.Server.Sources.Tandem;

/// <summary>A pump's account as somebody typed it, checked.</summary>
/// <param name="Password">Null: the kept one stays. Never with another e-mail address or region.</param>
/// <param name="Serial">Empty: the pump with the newest data.</param>
/// <param name="Zone">Of the pump's clock, IANA.</param>
/// <param name="Credential">Null: the kept one stays. Never with another site.</param>
internal sealed record PumpDraft(
    string Name,
    TandemRegion Region,
    string Email,
    string? Password,
    string Serial,
    string Zone,
    Feature Features,
    Uri Site,
    NightscoutCredential? Credential
)
{
    public string ProfileMode { get; init; } = "add";

    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Zero: nobody is told that the pump is silent.</summary>
    public TimeSpan NoDataAfter { get; init; } = TimeSpan.FromHours(3);

    /// <summary>A pump that is silent rings, instead of a text alone.</summary>
    public bool Calls { get; init; }

    /// <summary>A text tells that the pump has had an alarm.</summary>
    public bool AlarmTexts { get; init; }

    public bool IgnoresZeroBasal { get; init; }

    /// <summary>Who is told when something is wrong; null: nobody, or whoever was.</summary>
    public PhoneNumber? Phone { get; init; }

    /// <summary>The name of somebody new.</summary>
    public string Person { get; init; } = "";

    public override string ToString() => nameof(PumpDraft);
}
