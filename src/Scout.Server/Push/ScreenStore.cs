using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Scout.Server.Storage;

namespace Scout.Server.Push;

/// <summary>The screens of contacts. Whoever calls has looked that the contact is the account's.</summary>
internal sealed class ScreenStore(SecretBox secrets)
{
    /// <summary>Nobody reads more; each is a request for every message.</summary>
    public const int Most = 10;

    private const string Target = "Scout.Push.Target";

    /// <summary>The same address again is the same screen, with what was typed now. False: there are too many.</summary>
    /// <param name="name">As pages show it.</param>
    public async Task<bool> AddAsync(
        Session session,
        string contact,
        string name,
        ScreenTarget target,
        bool hidesValues,
        DateTimeOffset now
    )
    {
        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Address)));
        var others = await session.ScalarAsync<long>(
            "select count(*) from push_addresses where contact_id = @contact and identity <> @identity",
            new { contact, identity }
        );
        if (others >= Most)
        {
            return false;
        }

        await session.ExecuteAsync(
            """
            insert into push_addresses (id, contact_id, service, name, target, identity, hides_values, created_at)
            values (@id, @contact, @Service, @name, @closed, @identity, @hides, @now)
            on conflict (contact_id, identity) do update set
                name = excluded.name, target = excluded.target, hides_values = excluded.hides_values, failure = '',
                ended_at = null
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                contact,
                target.Service,
                name,
                closed = secrets.Close(Target, JsonSerializer.Serialize(target, ScreenJson.Default.ScreenTarget)),
                identity,
                hides = hidesValues ? 1L : 0L,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        return true;
    }

    /// <summary>Those that a message goes to.</summary>
    public async Task<ImmutableArray<Screen>> OfAsync(Session session, string contact) =>
        [
            .. (
                await session.QueryAsync<Row>(
                    """
                    select id, contact_id, service, target, hides_values
                    from push_addresses
                    where contact_id = @contact and ended_at is null
                    order by created_at, id
                    """,
                    new { contact }
                )
            ).Select(row => new Screen(row.Id, row.ContactId, row.Service, Open(row.Target), row.HidesValues > 0)),
        ];

    private ScreenTarget? Open(string closed) =>
        secrets.Open(Target, closed) is { } text
            ? JsonSerializer.Deserialize(text, ScreenJson.Default.ScreenTarget)
            : null;

    private sealed record Row
    {
        public required string Id { get; init; }

        public required string ContactId { get; init; }

        public required string Service { get; init; }

        public required string Target { get; init; }

        public required long HidesValues { get; init; }
    }
}
