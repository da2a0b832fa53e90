using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>
/// Whether a refused account is of the other region: one login there, because somebody asked for it, and no second one
/// until the account is typed anew. Tandem locks accounts that try too often.
/// </summary>
internal sealed class RegionTrial(
    Database database,
    TandemLogin login,
    PumpNews news,
    SecretBox box,
    LiveHub live,
    TimeProvider time
)
{
    /// <summary>The account is of the other region, and its settings must say so.</summary>
    public const string Works = "Works";
    public const string Refused = "Refused";

    public static TandemRegion Other(TandemRegion region) =>
        region is TandemRegion.Us ? TandemRegion.Eu : TandemRegion.Us;

    /// <summary>Nothing is asked where there is nothing to find out, or a run is under way.</summary>
    public async Task TryAsync(string watch, CancellationToken cancellationToken)
    {
        var token = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        if (await BeginAsync(watch, token, cancellationToken) is not { } pump)
        {
            return;
        }

        try
        {
            var region = Other(pump.RegionKind);
            var pass = await login.LoginAsync(region, pump.Open(box).Credentials, cancellationToken);
            await database.WriteAsync(
                session =>
                    pump.IsDeclared
                        ? session.KeepOtherRegionAsync(watch, Works)
                        : MoveAsync(session, watch, region, pass),
                cancellationToken
            );
        }
        catch (TandemException exception)
        {
            // A fault of the server says nothing about the region: that may be tried again.
            var said = exception.NeedsPerson ? Refused : "";
            await database.WriteAsync(session => session.KeepOtherRegionAsync(watch, said), cancellationToken);
        }
        finally
        {
            await database.WriteAsync(session => session.EndPumpTurnAsync(watch, token), CancellationToken.None);
            await news.TellAsync(watch, CancellationToken.None);
            live.Publish(LiveChange.OfWatch(watch));
        }
    }

    /// <summary>Null: it is not its turn, or not the region that is in question.</summary>
    private Task<PumpRow?> BeginAsync(string watch, string token, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var pump = await session.FindPumpAsync(watch);
                if (
                    pump is not { RefusedKind: TandemFailure.Credentials, OtherRegion: "" }
                    || !await session.TakePumpTurnAsync(watch, token, time.GetUtcNow())
                )
                {
                    return null;
                }

                // Whatever becomes of this process: it was tried.
                await session.KeepOtherRegionAsync(watch, Refused);
                return pump;
            },
            cancellationToken
        );

    private async Task<int> MoveAsync(Session session, string watch, TandemRegion region, TandemPass pass)
    {
        await session.ExecuteAsync(
            """
            update pumps set region = @region, other_region = '', failure = 'None', detail = '', failing_since = null
            where watch_id = @watch
            """,
            new { watch, region = region.ToString() }
        );
        await session.AllowLoginAsync(watch);
        await session.KeepPassAsync(box, watch, pass);
        await session.SetAsync(PumpWork.WorkKind, watch, time.GetUtcNow(), PumpWork.Rank);
        return 1;
    }
}

/// <summary>Keeps what the other region said.</summary>
internal static class RegionRows
{
    public static Task<int> KeepOtherRegionAsync(this Session session, string watch, string said) =>
        session.ExecuteAsync("update pumps set other_region = @said where watch_id = @watch", new { watch, said });
}
