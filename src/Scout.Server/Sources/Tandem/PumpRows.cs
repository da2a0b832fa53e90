using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Due;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Tandem;

/// <summary>Writes what people or settings say of a pump's account.</summary>
internal static class PumpRows
{
    /// <summary>Whatever was known of logins goes when they change: somebody has acted.</summary>
    public static async Task WritePumpAsync(
        this Session session,
        SecretBox box,
        string watch,
        PumpDraft draft,
        AlertTimes times,
        DateTimeOffset now
    )
    {
        var before = await session.FindPumpAsync(watch);
        var kept = before is null ? null : box.OpenCredentials(before.Credentials);
        var credentials = new TandemCredentials(draft.Email, draft.Password ?? kept?.Password ?? "");
        var isSame = kept == credentials && before?.RegionKind == draft.Region;
        var site = draft.Site.AbsoluteUri;
        var opened =
            draft.Credential
            ?? (before is not null && before.Site == site ? before.OpenSite(box) : NightscoutCredential.None);
        await session.ExecuteAsync(
            """
            insert into pumps (watch_id, region, credentials, zone, features, site, site_credential, every_ms, created_at)
            values (@watch, @region, @credentials, @Zone, @features, @site, @opened, @every, @now)
            on conflict (watch_id) do update set
                region = excluded.region, credentials = excluded.credentials, zone = excluded.zone,
                features = excluded.features, site = excluded.site, site_credential = excluded.site_credential,
                every_ms = excluded.every_ms;

            update pumps set
                serial = @Serial, profile_mode = @ProfileMode, no_data_minutes = @noData, calls = @calls,
                zero_basal = @zero, alarm_texts = @alarms,
                profile_conflict_at = case when @profiles = 1 and @moved = 0 then profile_conflict_at end,
                profile_hash = case when @moved = 0 then profile_hash else '' end,
                site_failure = '', site_failing_since = null
            where watch_id = @watch;

            update pumps set pass = null, refused = null, refused_at = null, failures = 0, failing_since = null,
                failure = 'None', detail = '', renewed_at = null, next_at = 0, other_region = ''
            where watch_id = @watch and @same = 0;

            delete from pump_documents where watch_id = @watch and @moved = 1;
            delete from pump_marks where watch_id = @watch and @moved = 1
            """,
            new
            {
                watch,
                region = draft.Region.ToString(),
                credentials = box.CloseCredentials(credentials),
                draft.Zone,
                features = string.Join(',', draft.Features.Names()),
                site,
                opened = box.Close(PumpRow.SitePurpose, opened.Text),
                every = (long)draft.Every.TotalMilliseconds,
                draft.Serial,
                draft.ProfileMode,
                noData = (long)draft.NoDataAfter.TotalMinutes,
                calls = draft.Calls ? 1L : 0L,
                zero = draft.IgnoresZeroBasal ? 0L : 1L,
                alarms = draft.AlarmTexts ? 1L : 0L,
                profiles = draft.Features.HasFlag(Feature.Profiles) ? 1L : 0L,
                same = isSame ? 1L : 0L,
                // Another site holds nothing of it yet.
                moved = before is not null && before.Site != site ? 1L : 0L,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        var settings = Profiles.Events(new ProblemSettings { CallAfter = TimeSpan.FromMinutes(15) }, times);
        await session.ExecuteAsync(
            "update watches set name = @Name, settings = @settings where id = @watch",
            new
            {
                watch,
                draft.Name,
                settings = ScoutJson.Write(settings),
            }
        );
        await session.SetAsync(PumpWork.WorkKind, watch, now, PumpWork.Rank);
        await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
    }
}
