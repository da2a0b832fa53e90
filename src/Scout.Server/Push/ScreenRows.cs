using System.Collections.Immutable;
using Scout.Server.Storage;

namespace Scout.Server.Push;

/// <summary>What happens to screens and what pages show of them; nothing here opens a secret.</summary>
internal static class ScreenRows
{
    public static async Task<ImmutableArray<ScreenCard>> ScreensAsync(this Session session, string contact) =>
        [
            .. (
                await session.QueryAsync<Row>(
                    """
                    select id, service, name, hides_values, reached_at, failure, ended_at
                    from push_addresses
                    where contact_id = @contact
                    order by created_at, id
                    """,
                    new { contact }
                )
            ).Select(row => new ScreenCard(
                row.Id,
                row.Service,
                row.Name,
                row.HidesValues > 0,
                Time(row.ReachedAt),
                row.Failure,
                Time(row.EndedAt)
            )),
        ];

    /// <summary>False: the contact has no such screen.</summary>
    public static async Task<bool> RemoveScreenAsync(this Session session, string contact, string screen) =>
        await session.ExecuteAsync(
            "delete from push_addresses where id = @screen and contact_id = @contact",
            new { screen, contact }
        ) > 0;

    /// <summary>False: the contact has no such screen.</summary>
    public static async Task<bool> HideValuesAsync(this Session session, string contact, string screen, bool hides) =>
        await session.ExecuteAsync(
            "update push_addresses set hides_values = @hides where id = @screen and contact_id = @contact",
            new
            {
                screen,
                contact,
                hides = hides ? 1L : 0L,
            }
        ) > 0;

    /// <summary>The service took a message.</summary>
    public static void ScreenIsReached(this Session session, string screen, DateTimeOffset now) =>
        session.Later(
            "update push_addresses set reached_at = @now, failure = '' where id = @screen",
            new { screen, now = now.ToUnixTimeMilliseconds() }
        );

    /// <param name="isGone">For good: nothing is sent there any more, and its page says so.</param>
    public static void ScreenRefuses(
        this Session session,
        string screen,
        string why,
        bool isGone,
        DateTimeOffset now
    ) =>
        session.Later(
            """
            update push_addresses
            set failure = @why, ended_at = case when @isGone = 1 then @now else ended_at end
            where id = @screen
            """,
            new
            {
                screen,
                why,
                isGone = isGone ? 1L : 0L,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private sealed record Row
    {
        public required string Id { get; init; }

        public required string Service { get; init; }

        public required string Name { get; init; }

        public required long HidesValues { get; init; }

        public long? ReachedAt { get; init; }

        public required string Failure { get; init; }

        public long? EndedAt { get; init; }
    }
}
