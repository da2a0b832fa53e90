using Scout.Core.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>What each number has been through. Stored, so that a restart rings nobody again.</summary>
internal static class PhoneStore
{
    public static async Task<PhoneHistory> PhoneAsync(this Session session, string number, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "insert into phones (number) values (@number) on conflict (number) do nothing",
            new { number }
        );
        var row = await session.FirstOrDefaultAsync<PhoneRow>(
            $"select number, last_call_at, live_until from phones where number = @number {session.ForUpdate}",
            new { number }
        );
        var hourAgo = now.AddHours(-1).ToUnixTimeMilliseconds();
        var calls = await session.ScalarAsync<long>(
            """
            select count(*)
            from attempts a
            join deliveries d on d.id = a.delivery_id
            where d.phone = @number and d.channel = 'Call' and a.sent_at > @hourAgo and a.state <> 'Failed'
            """,
            new { number, hourAgo }
        );
        return new PhoneHistory(Time(row?.LastCallAt), Time(row?.LiveUntil), (int)calls);
    }

    public static void PhoneIsCalled(
        this Session session,
        string number,
        string attempt,
        DateTimeOffset now,
        DateTimeOffset until
    ) =>
        session.Later(
            """
            update phones
            set last_call_at = @now, live_attempt = @attempt, live_until = @until
            where number = @number
            """,
            new
            {
                number,
                attempt,
                now = now.ToUnixTimeMilliseconds(),
                until = until.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>The call is over: the number rests from when it was placed.</summary>
    public static void PhoneIsFree(this Session session, string number, string attempt) =>
        session.Later(
            """
            update phones
            set live_attempt = null, live_until = null
            where number = @number and live_attempt = @attempt
            """,
            new { number, attempt }
        );

    /// <summary>Nothing was placed: the pause after a call does not count from it.</summary>
    public static void PhoneWasNotCalled(this Session session, string number, AttemptRow attempt) =>
        session.Later(
            """
            update phones
            set live_attempt = null, live_until = null, last_call_at = @PreviousCallAt
            where number = @number and live_attempt = @Id
            """,
            new
            {
                number,
                attempt.Id,
                attempt.PreviousCallAt,
            }
        );

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private sealed record PhoneRow
    {
        public required string Number { get; init; }

        public long? LastCallAt { get; init; }

        public long? LiveUntil { get; init; }
    }
}
