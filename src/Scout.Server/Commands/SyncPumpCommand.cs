using System.Globalization;
using Scout.Core.Tandem;
using Scout.Server.Hosting;
using Scout.Server.Sources.Tandem;
using Scout.Server.Sources.Tandem.Triggers;
using Scout.Server.Storage;

namespace Scout.Server.Commands;

/// <summary>One run of every pump, or of the declared one, followed in the terminal. For SQLite no server may run meanwhile.</summary>
internal static class SyncPumpCommand
{
    public static async Task<int> RunAsync(
        int days,
        bool isPretend,
        string? features,
        bool overwritesProfile,
        string[] settings,
        CancellationToken cancellationToken
    )
    {
        if (days is < 1 or > PumpOrder.MostDays)
        {
            return await Console.Error.SayAsync([$"--days must be a whole number between 1 and {PumpOrder.MostDays}."]);
        }

        Feature? set = null;
        if (features is not null)
        {
            if (!Features.TryParse(features, out var parsed, out var unknown))
            {
                return await Console.Error.SayAsync([
                    $"--features: '{unknown}' is none of {string.Join(", ", Features.AllNames)}.",
                ]);
            }

            set = parsed;
        }

        await using var app = ScoutHost.CreateBuilder(settings).AddScout().Build();
        await app.PrepareAsync();
        var database = app.Services.GetRequiredService<Database>();
        var pumps = await database.ReadAsync(
            session =>
                session.QueryAsync<PumpRow>(
                    $"select {PumpRow.Columns} from pumps p join watches w on w.id = p.watch_id and w.removed_at is null order by p.created_at"
                ),
            cancellationToken
        );
        if (pumps.Count == 0)
        {
            return await Console.Error.SayAsync([
                "There is no pump. Set TCONNECT_EMAIL, TCONNECT_PASSWORD and NS_URL, or add one on the page.",
            ]);
        }

        var desk = app.Services.GetRequiredService<PumpDesk>();
        var isFine = true;
        foreach (var pump in pumps)
        {
            var order = new PumpOrder(PumpOrder.ByCommand, days, isPretend, set)
            {
                OverwritesProfile = overwritesProfile,
            };
            var result = await desk.RunAsync(pump.WatchId, order, cancellationToken);
            isFine &= result.IsFine;
            var text = result.IsFine ? RunText.Of(order, result.Tally) : result.Problem + "\n";
            await Console.Out.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{pump.Name}: {text}"));
        }

        return isFine ? 0 : 1;
    }
}
