using Scout.Core.Readings;

namespace Scout.Server.Deliveries;

/// <summary>Somebody of a watch's team, and how they are spoken to.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Language">A tag such as en-US.</param>
/// <param name="Unit">Of the glucose values that they hear and read.</param>
/// <param name="Zone">An IANA time zone.</param>
/// <param name="HasScreens">Messages on screens reach this person too.</param>
internal sealed record Recipient(
    string Id,
    string Name,
    string Phone,
    string Language,
    GlucoseUnit Unit,
    string Zone,
    bool HasScreens
);
