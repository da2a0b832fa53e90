using Scout.Core.Contacts;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>A project as somebody typed it, checked.</summary>
/// <param name="Name">As pages call it.</param>
/// <param name="Person">The name of whom errors reach; empty: whoever has the number keeps the name.</param>
/// <param name="Phone">Null: settings say who is reached.</param>
/// <param name="CallAfter">After the text; zero: the call comes first.</param>
/// <param name="Addresses">From where it may come, as <see cref="Intake.Gate"/> keeps it.</param>
internal sealed record ProjectDraft(
    string Name,
    string Person,
    PhoneNumber? Phone,
    TimeSpan CallAfter,
    bool RingsWhenReopened,
    string Addresses
);
