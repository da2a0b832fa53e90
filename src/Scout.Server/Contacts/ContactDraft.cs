using Scout.Core.Contacts;
using Scout.Core.Readings;

namespace Scout.Server.Contacts;

/// <summary>A contact as somebody typed it, checked.</summary>
/// <param name="Language">BCP-47.</param>
/// <param name="Zone">IANA.</param>
internal sealed record ContactDraft(
    string Name,
    PhoneNumber Phone,
    string Language,
    GlucoseUnit Unit,
    string Zone,
    QuietHours? Quiet
);
