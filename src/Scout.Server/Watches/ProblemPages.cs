using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>What only turns about problems look at, beside the watch itself.</summary>
internal static class ProblemPages
{
    /// <summary>With the alerts that the events' topics had last, which may be over.</summary>
    public static async Task<LoadedWatch> WithEarlierAsync(
        this Session session,
        string watch,
        LoadedWatch loaded,
        WatchInput input
    )
    {
        var earlier = input is WatchInput.EventsArrived arrived
            ? arrived.Events.Select(one => one.Previous).OfType<string>().Except(loaded.Generations.Keys).ToArray()
            : [];
        if (earlier.Length == 0)
        {
            return loaded;
        }

        var rows = await session.QueryAsync<AlertRow>(
            $"select id, state, generation from alerts where watch_id = @watch and id in {session.OneOf("earlier")}",
            new { watch, earlier = Session.Words(earlier) }
        );
        return loaded with
        {
            State = loaded.State with
            {
                Alerts = [.. loaded.State.Alerts, .. rows.Select(row => ScoutJson.ReadAlert(row.State))],
            },
            Generations = loaded.Generations.AddRange(rows.Select(row => KeyValuePair.Create(row.Id, row.Generation))),
        };
    }

    /// <summary>With when its alerts were first told within the hour, where that is limited.</summary>
    public static async Task<LoadedWatch> WithPagesAsync(
        this Session session,
        string watch,
        LoadedWatch loaded,
        DateTimeOffset now
    )
    {
        if (loaded.State.Settings.Problems is not { MostPerHour: not null })
        {
            return loaded;
        }

        var pages = await session.QueryAsync<long>(
            """
            select min(created_at)
            from deliveries
            where watch_id = @watch and created_at > @hour and purpose = 'Alert' and round = 1
            group by alert_id
            """,
            new { watch, hour = now.AddHours(-1).ToUnixTimeMilliseconds() }
        );
        return loaded with
        {
            State = loaded.State with { Pages = [.. pages.Select(DateTimeOffset.FromUnixTimeMilliseconds)] },
        };
    }

    private sealed record AlertRow(string Id, string State, long Generation);
}
