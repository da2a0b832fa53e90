using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>How a leased row ended. Outcomes travel with the next claim, so a piece of work costs no commit of its own.</summary>
/// <param name="AgainAt">Null: done, the row goes. Otherwise when it may be claimed again.</param>
internal sealed record DueOutcome(DueRow Row, DateTimeOffset? AgainAt)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>1, 2, 4 … 60 s: whatever stands behind a row may be a ringing phone, so never for long.</summary>
    public static TimeSpan Pause(long attempt) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Clamp(attempt - 1, 0, 10))));

    /// <summary>The fence decides: a row that was set anew or claimed by another node is left alone.</summary>
    public void Write(Session session)
    {
        if (AgainAt is { } at)
        {
            Hold(session, Row, at);
        }
        else
        {
            session.Later("delete from due where kind = @Kind and key = @Key and fence = @Fence", Row);
        }
    }

    /// <summary>Renews a lease, or ends it early.</summary>
    public static void Hold(Session session, DueRow row, DateTimeOffset until) =>
        session.Later(
            "update due set lease_until = @until where kind = @Kind and key = @Key and fence = @Fence",
            new
            {
                row.Kind,
                row.Key,
                row.Fence,
                until = until.ToUnixTimeMilliseconds(),
            }
        );
}
