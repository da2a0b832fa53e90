using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Scout.Core.OnCall;
using Scout.Core.Readings;
using Scout.Core.Simulation;
using Scout.Core.Watches.Sensors;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Readings;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Rules;

/// <summary>A device whose rules somebody may change.</summary>
/// <param name="Watch">Its alarms hang on this.</param>
public sealed record DeviceRules(long Device, string Watch, string Name, SensorSettings Settings, SensorView View);

/// <summary>Reads and changes the rules of devices.</summary>
internal sealed class RulesDesk(Database database, LiveHub live, TimeProvider time)
{
    /// <summary>How far back a rule is tried.</summary>
    private static readonly TimeSpan Tried = TimeSpan.FromDays(14);

    /// <summary>A value every ten seconds for all that time.</summary>
    private const long MostReadings = 120_000;

    /// <summary>Null: not there for this viewer, not theirs to change, or not active.</summary>
    public Task<DeviceRules?> FindAsync(Viewer viewer, string device, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, viewer, device), cancellationToken);

    /// <returns>False: it is not there any more.</returns>
    public Task<bool> ChangeAsync(
        Viewer viewer,
        string device,
        Func<ImmutableArray<SensorRule>, ImmutableArray<SensorRule>> change,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session, viewer, device) is not { Watch: var watch })
                {
                    return false;
                }

                var text = await session.FirstOrDefaultAsync<string>(
                    $"select settings from watches where id = @watch {session.ForUpdate}",
                    new { watch }
                );
                var settings = ScoutJson.ReadSettings(text!);
                var rules = change(settings.Sensor?.Rules ?? []);
                await session.ExecuteAsync(
                    "update watches set settings = @settings where id = @watch",
                    new { watch, settings = ScoutJson.Write(settings with { Sensor = new SensorSettings(rules) }) }
                );
                await session.SetAsync(Turn.Kind, watch, time.GetUtcNow(), Turn.Rank); // they count at once
                session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
                return true;
            },
            cancellationToken
        );

    /// <summary>What a rule would have done lately; null: past readings do not tell, or there are none.</summary>
    public async Task<Preview?> TryAsync(
        DeviceRules rules,
        SensorRule rule,
        string zone,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var fields = rule.Field.Length > 0 ? [rule.Field] : rules.View.Series.Select(one => one.Field);
        var readings = await database.ReadAsync(
            async session =>
            {
                var all = new List<Reading>();
                foreach (var field in fields)
                {
                    all.AddRange(
                        await session.LoadRangeAsync(rules.Watch, field, now - Tried, now.AddMinutes(1), MostReadings)
                    );
                }

                return all;
            },
            cancellationToken
        );
        if (readings.Count == 0 || SensorPreview.Of(rule, readings) is not { } begins)
        {
            return null;
        }

        var place = WallClock.Zone(zone) ?? DateTimeZone.Utc;
        var span = now - readings.Min(one => one.At);
        return new Preview(span, begins.Length, Nights.Count(begins, place), Nights.WorstDay(begins, place), Texts: 0);
    }

    private async Task<DeviceRules?> FindAsync(Session session, Viewer viewer, string device)
    {
        if (
            !long.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || await session.FindDeviceAsync(viewer, id) is not { WatchId: { } watch } row
            || await session.GrantAsync(viewer, watch) < Grant.Change
        )
        {
            return null;
        }

        var text = await session.FirstOrDefaultAsync<string>(
            "select settings from watches where id = @watch and removed_at is null",
            new { watch }
        );
        if (text is null)
        {
            return null;
        }

        var settings = ScoutJson.ReadSettings(text).Sensor ?? new SensorSettings([]);
        var view = await session.LoadSensorAsync(watch, settings, time.GetUtcNow());
        return view is null ? null : new DeviceRules(id, watch, row.Name, settings, view);
    }
}
