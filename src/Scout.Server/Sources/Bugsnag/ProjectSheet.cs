using Scout.Core.Events;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>A project as its settings page shows it.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="OldSecretUntil">The secret before the present one opens until then; null: it does not.</param>
/// <param name="HasSecret">False: everybody may send to it, as in bugglio's set-up, or nobody can yet.</param>
public sealed record ProjectSheet(
    string Id,
    string Account,
    string Name,
    string Person,
    string Phone,
    ProblemSettings Problems,
    string Addresses,
    bool HasSecret,
    DateTimeOffset? OldSecretUntil,
    bool IsDeclared
)
{
    /// <summary>What sends to it.</summary>
    public required string Kind { get; init; }

    /// <summary>What comes must be signed.</summary>
    public bool IsSigned { get; init; }

    /// <summary>When somebody knew the address and did not sign rightly, and nothing has come since; null: never.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>What is expected to come again and again; null: nothing.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Since when Scout may act at the source; null: it may not.</summary>
    public DateTimeOffset? TokenSince { get; init; }

    /// <summary>When the source refused the token; null: it works as far as is known.</summary>
    public DateTimeOffset? TokenDeadAt { get; init; }

    /// <summary>Scout can act there at all.</summary>
    public bool TakesToken => Kind is BugsnagRegistration.Kind;
}

internal static class ProjectSheets
{
    /// <summary>Null: there is no such project. Whether the viewer may see it was asked before.</summary>
    public static async Task<ProjectSheet?> FindProjectAsync(this Session session, string watch, DateTimeOffset now)
    {
        var row = await session.FirstOrDefaultAsync<Row>(
            """
            select w.id, w.account_id, w.name, w.settings, w.declared_by, g.addresses, g.kind, g.signing,
                case when g.refused_at > coalesce(g.last_at, 0) then g.refused_at end as refused_at, c.name as person, c.phone,
                t.created_at as token_since, t.dead_at as token_dead_at,
                (select count(*) from intake_secrets s where s.watch_id = w.id and s.ends_at is null) as secrets,
                (select max(s.ends_at) from intake_secrets s where s.watch_id = w.id and s.ends_at > @now) as ends_at
            from watches w
            join intake_gates g on g.watch_id = w.id
            left join contacts c on c.id = w.person_id
            left join source_tokens t on t.watch_id = w.id
            where w.id = @watch and w.removed_at is null
            """,
            new { watch, now = now.ToUnixTimeMilliseconds() }
        );
        return row is null
            ? null
            : new ProjectSheet(
                row.Id,
                row.AccountId,
                row.Name,
                row.Person ?? "",
                row.Phone ?? "",
                ScoutJson.ReadSettings(row.Settings).Problems ?? new ProblemSettings(),
                row.Addresses,
                row.Secrets > 0,
                Time(row.EndsAt),
                row.DeclaredBy is ContactStore.ByEnvironment
            )
            {
                Kind = row.Kind,
                IsSigned = row.Signing.Length > 0,
                RefusedAt = Time(row.RefusedAt),
                Heartbeat = await session.FindHeartbeatAsync(row.Id),
                TokenSince = Time(row.TokenSince),
                TokenDeadAt = Time(row.TokenDeadAt),
            };
    }

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string AccountId { get; init; }
        public required string Name { get; init; }
        public required string Settings { get; init; }
        public required string DeclaredBy { get; init; }
        public required string Addresses { get; init; }
        public required string Kind { get; init; }
        public required string Signing { get; init; }
        public long? RefusedAt { get; init; }
        public string? Person { get; init; }
        public string? Phone { get; init; }
        public required long Secrets { get; init; }
        public long? EndsAt { get; init; }
        public long? TokenSince { get; init; }
        public long? TokenDeadAt { get; init; }
    }
}
