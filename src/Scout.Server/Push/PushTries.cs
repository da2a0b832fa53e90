using System.Collections.Immutable;
using Scout.Server.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.Push;

/// <summary>One try to bring a message to one screen.</summary>
internal sealed record PushTry(string Screen, AttemptRow Attempt);

/// <summary>The attempts of messages on screens: those of all deliveries, and which screen each went to.</summary>
internal static class PushTries
{
    public static async Task<ImmutableArray<PushTry>> PushTriesAsync(this Session session, string delivery)
    {
        var screens = (
            await session.QueryAsync<ScreenOf>(
                "select id, screen_id from attempts where delivery_id = @delivery",
                new { delivery }
            )
        ).ToDictionary(one => one.Id, one => one.ScreenId ?? "", StringComparer.Ordinal);
        var attempts = await session.AttemptsOfAsync(delivery);
        return [.. attempts.Select(attempt => new PushTry(screens.GetValueOrDefault(attempt.Id, ""), attempt))];
    }

    public static void AddPushTry(this Session session, PushTry one, string text)
    {
        session.AddAttempt(one.Attempt, text);
        session.Later(
            "update attempts set screen_id = @Screen where id = @id",
            new { one.Screen, id = one.Attempt.Id }
        );
    }

    /// <summary>The delivery, and when it was sent, that a button's token belongs to; null: none that still counts.</summary>
    public static Task<PushPress?> PressOfAsync(this Session session, string token) =>
        session.FirstOrDefaultAsync<PushPress>(
            """
            select a.delivery_id, a.sent_at
            from attempts a
            join push_addresses p on p.id = a.screen_id
            where a.token = @token
            """,
            new { token }
        );

    private sealed record ScreenOf
    {
        public required string Id { get; init; }

        public string? ScreenId { get; init; }
    }
}

/// <summary>What a button's token stands for.</summary>
internal sealed record PushPress
{
    public required string DeliveryId { get; init; }

    public required long SentAt { get; init; }
}
