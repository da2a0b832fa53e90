using Scout.Core.Readings;
using Scout.Server.Hosting;

namespace Scout.Server.Accounts;

/// <summary>An account as it is stored, without what it signs in with.</summary>
internal record AccountRow
{
    public required string Id { get; init; }

    public required string Role { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public string? ContactId { get; init; }

    /// <summary>Empty, as the next two: the instance's.</summary>
    public required string Language { get; init; }

    public required string Unit { get; init; }

    public required string Zone { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>What a query selects from <c>accounts a</c> to make one.</summary>
    public const string Columns =
        "a.id, a.role, a.name, a.email, a.contact_id, a.language, a.unit, a.zone, a.created_at";

    public Me ToMe(ScoutOptions instance) =>
        new(
            Id,
            Role,
            Name,
            Language,
            Read(Unit) ?? Read(instance.Units) ?? GlucoseUnit.MgDl,
            Zone.Length > 0 ? Zone
                : string.IsNullOrWhiteSpace(instance.Zone) ? "UTC"
                : instance.Zone,
            ContactId
        );

    private static GlucoseUnit? Read(string text) =>
        Enum.TryParse<GlucoseUnit>(text, ignoreCase: true, out var unit) ? unit : null;
}
