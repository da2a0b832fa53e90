using NodaTime;
using Scout.Core.Tandem;

namespace Scout.Server.Sources.Tandem;

/// <summary>A pump account declared by settings, under tconnectsync's names, and how Scout speaks to Tandem for every account.</summary>
internal sealed class TandemOptions
{
    public const string Section = "Scout:Tandem";

    private static readonly Uri Sso = new("https://sso.tandemdiabetes.com/");

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>US or EU.</summary>
    public string Region
    {
        get;
        set => field = string.IsNullOrWhiteSpace(value) ? "US" : value.Trim();
    } = "US";

    /// <summary>Kept as text: serial numbers may begin with noughts. 0 and 11111111 mean "the newest pump".</summary>
    public string? PumpSerialNumber { get; set; }

    public string? NightscoutUrl { get; set; }

    /// <summary>The site's API secret, or a token that may write.</summary>
    public string? NightscoutSecret { get; set; }

    /// <summary>Nightscout's own name for it; counts where NightscoutSecret is empty.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>The zone of the pump's clock, IANA.</summary>
    public string? Zone { get; set; }

    /// <summary>The machine's zone, which counts where Zone is empty.</summary>
    public string? MachineZone { get; set; }

    /// <summary>tconnectsync's names; null: its four defaults.</summary>
    public string[]? Features { get; set; }

    /// <summary>"add" or "replace".</summary>
    public string ProfileUploadMode { get; set; } = "add";

    public string ProfileCarbsHr { get; set; } = "20";

    public string ProfileDelay { get; set; } = "20";

    public bool IgnoreZeroUnitBasal { get; set; }

    /// <summary>The certificate of the declared pump's site is not checked.</summary>
    public bool SkipTlsVerify { get; set; }

    /// <summary>A look-up at the declared pump's site that finds no connection counts as one that finds nothing.</summary>
    public bool IgnoreConnectionErrors { get; set; }

    /// <summary>A text tells that the pump has had an alarm.</summary>
    public bool AlarmTexts { get; set; }

    /// <summary>A pump that is silent for long rings, instead of a text alone.</summary>
    public bool Calls { get; set; }

    /// <summary>Asks for events of every kind; Scout asks so by default and lets nothing of it through that has no feature.</summary>
    public bool FetchAllEventTypes { get; set; }

    /// <summary>Who documents say they come from: a site that was filled by tconnectsync keeps one author.</summary>
    public string Author { get; set; } = "Pump (tconnectsync)";

    /// <summary>What opens /run, /update and /check_login; null: nothing does.</summary>
    public string? Secret { get; set; }

    /// <summary>How often to look, in minutes; null or 0: as Scout does by itself.</summary>
    public int? IntervalMinutes { get; set; }

    /// <summary>After how many minutes without an upload people are told.</summary>
    public double NoDataMinutes { get; set; } = 180;

    /// <summary>After how many minutes of unbroken failure people are told that Tandem cannot be reached.</summary>
    public double ApiFailureMinutes { get; set; } = 45;

    /// <summary>The login page: where a login begins.</summary>
    public Uri SsoUrl
    {
        get;
        set => field = value ?? Sso; // an empty setting binds as null
    } = Sso;

    /// <summary>In place of the region's tdcservices address: https://tdcservices.tandemdiabetes.com/.</summary>
    public Uri? LoginUrl { get; set; }

    /// <summary>In place of the region's Source address: https://source.tandemdiabetes.com/.</summary>
    public Uri? SourceUrl { get; set; }

    /// <summary>In place of the region's own; it changed once already.</summary>
    public string? ClientId { get; set; }

    public string? RedirectUri { get; set; }

    /// <summary>The name of the filter in the address of pump logs: "eventIds", "eventCodes"; empty: none, all events are sent.</summary>
    public string EventFilter { get; set; } = "";

    /// <summary>The list of the filter; empty: of every event that is synced.</summary>
    public string EventFilterIds { get; set; } = "";

    /// <summary>A proxy for requests to Tandem alone.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>What tconnectsync's own example holds counts as nothing.</summary>
    public bool HasEmail => Email?.Trim() is { Length: > 0 } and not "email@email.com";

    public bool HasPassword => Password is { Length: > 0 } and not "password";

    public bool HasNightscout => NightscoutUrl?.Trim() is { Length: > 0 } and not "https://yournightscouturl/";

    public bool HasNightscoutSecret => SiteSecret.Length > 0 && SiteSecret != "apisecret";

    public string SiteSecret =>
        (string.IsNullOrWhiteSpace(NightscoutSecret) ? ApiSecret : NightscoutSecret)?.Trim() ?? "";

    public TandemRegion RegionKind => Region == "EU" ? TandemRegion.Eu : TandemRegion.Us;

    /// <summary>Null: the pump with the newest data.</summary>
    public string? Serial =>
        PumpSerialNumber?.Trim() is { Length: > 0 } serial and not ("0" or DeviceChoice.Unset) ? serial : null;

    public bool IsDeclared => HasEmail && HasPassword && HasNightscout;

    /// <summary>New York, as tconnectsync has it, where nobody says.</summary>
    public string ZoneName =>
        Zone?.Trim() is { Length: > 0 } zone ? zone
        : MachineZone?.Trim() is { Length: > 0 } machine
        && DateTimeZoneProviders.Tzdb.GetZoneOrNull(machine) is not null
            ? machine
        : "America/New_York";

    public string FeatureText => string.Join(',', Features ?? []);

    /// <summary>How often to look: as the interval says, never more often than every five minutes; zero: only when asked.</summary>
    public TimeSpan Every =>
        IntervalMinutes is >= 1 and var minutes ? TimeSpan.FromMinutes(Math.Max(minutes, 5))
        : string.IsNullOrEmpty(Secret) ? TimeSpan.FromMinutes(5)
        : TimeSpan.Zero;
}
