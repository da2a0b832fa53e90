using Scout.Core.Watches;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>Keeps what a turn decided about the pause of its watch.</summary>
internal static class PauseStore
{
    public static void SavePause(this Session session, string watch, Pause? pause) =>
        session.Later(
            """
            update watches
            set paused_until = @until, paused_since = @since, paused_by = @By
            where id = @watch
            """,
            new
            {
                watch,
                until = pause?.Until.ToUnixTimeMilliseconds(),
                since = pause?.Since.ToUnixTimeMilliseconds(),
                pause?.By,
            }
        );

    /// <summary>The pause in the columns of a watch.</summary>
    public static Pause? ReadPause(long? until, long? since, string? by) =>
        until is { } end
            ? new Pause(
                by ?? "",
                DateTimeOffset.FromUnixTimeMilliseconds(since ?? 0),
                DateTimeOffset.FromUnixTimeMilliseconds(end)
            )
            : null;
}
