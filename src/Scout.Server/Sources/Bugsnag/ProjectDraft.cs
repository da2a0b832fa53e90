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
)
{
    /// <summary>What sends: the kind of its gate.</summary>
    public string Kind { get; init; } = BugsnagRegistration.Kind;

    /// <summary>The key that what comes must be signed with; empty: as before.</summary>
    public string Signing { get; init; } = "";

    /// <summary>See <see cref="Core.Watches.ProblemSettings.GroupWithin"/>.</summary>
    public TimeSpan GroupWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>See <see cref="Core.Watches.ProblemSettings.MostPerHour"/>.</summary>
    public int? MostPerHour { get; init; }

    /// <summary>How often a heartbeat must come; zero: none is expected.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>How much later it may come.</summary>
    public TimeSpan Grace { get; init; }
}
