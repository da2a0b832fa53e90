namespace Scout.Server.Sources.Bugsnag;

/// <summary>A project whose errors Bugsnag tells, declared by settings: bugglio's own names, and the secret of its webhook.</summary>
internal sealed class BugsnagOptions
{
    public const string Section = "Scout:Bugsnag";

    private static readonly Uri Api = new("https://api.bugsnag.com");

    /// <summary>The number that errors reach, with + and country code; a name may stand before it.</summary>
    public string? OnDuty { get; set; }

    /// <summary>What the webhook's address ends with. Without it, and with OnDuty, everybody may send.</summary>
    public string? Secret { get; set; }

    /// <summary>As pages call the project; messages use the name that Bugsnag sends.</summary>
    public string? Name { get; set; }

    /// <summary>Minutes after the text until the call, when nobody has acted; 0: the call comes at once.</summary>
    public int CallAfter { get; set; } = 5;

    /// <summary>Of the Data Access API: https://api.bugsnag.smartbear.com for newer organisations, or the company's own server.</summary>
    public Uri ApiUrl
    {
        get;
        set => field = value ?? Api; // an empty setting binds as null
    } = Api;

    /// <summary>A personal auth token, with which what people do by phone is done in Bugsnag too. Only for the declared project.</summary>
    public string? ApiToken { get; set; }

    public bool IsDeclared => !string.IsNullOrWhiteSpace(OnDuty) || !string.IsNullOrWhiteSpace(Secret);

    /// <summary>As bugglio was: nothing proves that it is Bugsnag who speaks.</summary>
    public bool IsOpen => !string.IsNullOrWhiteSpace(OnDuty) && string.IsNullOrWhiteSpace(Secret);
}
