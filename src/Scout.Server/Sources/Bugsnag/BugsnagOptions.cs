namespace Scout.Server.Sources.Bugsnag;

/// <summary>A project whose errors Bugsnag tells, declared by settings: bugglio's own names, and the secret of its webhook.</summary>
internal sealed class BugsnagOptions
{
    public const string Section = "Scout:Bugsnag";

    /// <summary>The number that errors reach, with + and country code; a name may stand before it.</summary>
    public string? OnDuty { get; set; }

    /// <summary>What the webhook's address ends with. Without it, and with OnDuty, everybody may send.</summary>
    public string? Secret { get; set; }

    /// <summary>As pages call the project; messages use the name that Bugsnag sends.</summary>
    public string? Name { get; set; }

    /// <summary>Minutes after the text until the call, when nobody has acted; 0: the call comes at once.</summary>
    public int CallAfter { get; set; } = 5;

    public bool IsDeclared => !string.IsNullOrWhiteSpace(OnDuty) || !string.IsNullOrWhiteSpace(Secret);

    /// <summary>As bugglio was: nothing proves that it is Bugsnag who speaks.</summary>
    public bool IsOpen => !string.IsNullOrWhiteSpace(OnDuty) && string.IsNullOrWhiteSpace(Secret);
}
