using System.Collections.Immutable;
using Scout.Core.Contacts;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Server.Watches;

/// <summary>A watch as somebody typed it, checked.</summary>
/// <param name="Name">Of the person it is about.</param>
/// <param name="Credential">Null: the kept one stays. Never with another site.</param>
/// <param name="Person">Who is called.</param>
/// <param name="Others">Who is texted, the emergency contact first.</param>
internal sealed record WatchDraft(
    string Name,
    Uri Site,
    NightscoutCredential? Credential,
    PersonDraft Person,
    ImmutableArray<OtherDraft> Others,
    WatchSettings Settings
);

/// <summary>The person who is called.</summary>
internal sealed record PersonDraft(
    PhoneNumber Phone,
    string Language,
    GlucoseUnit Unit,
    string Zone,
    QuietHours? Quiet
);

/// <summary>Somebody who is texted.</summary>
/// <param name="Name">Null: whoever has the number keeps the name.</param>
/// <param name="Otherwise">The name of somebody new without one.</param>
internal sealed record OtherDraft(string? Name, string Otherwise, PhoneNumber Phone);
