namespace Scout.Server.Watches;

/// <summary>One person's watch declared by settings, without a page to fill in.</summary>
internal sealed class PersonOptions
{
    public const string Section = "Scout:Person";

    /// <summary>As messages call the person.</summary>
    public string? Name { get; set; }

    public string? NightscoutUrl { get; set; }

    /// <summary>The site's API secret or an access token; empty where everybody may read the site.</summary>
    public string? NightscoutToken { get; set; }

    /// <summary>The number that is called, with + and country code. Here and below a name may stand before it: "Ada +14155550100".</summary>
    public string? Phone { get; set; }

    /// <summary>Texted when the person was missed.</summary>
    public string? EmergencyContact { get; set; }

    /// <summary>Texted together with the emergency contact; five at most.</summary>
    public string[] ExtraContacts { get; set; } = [];

    /// <summary>Limits in the person's unit; empty: the default profile.</summary>
    public string? UrgentLow { get; set; }

    public string? Low { get; set; }

    public string? High { get; set; }

    public bool IsEmpty =>
        string.IsNullOrWhiteSpace(NightscoutUrl + Phone + EmergencyContact)
        && ExtraContacts.All(string.IsNullOrWhiteSpace);
}
