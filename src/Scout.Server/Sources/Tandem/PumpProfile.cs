using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>
/// Brings a pump's profiles to Nightscout. What another program or a person has written since is left, and told, until
/// somebody says that it is to be overwritten: two programs that write profiles would fight for ever.
/// </summary>
internal sealed class PumpProfile(Database database, IOptions<TandemOptions> options, TimeProvider time)
{
    /// <summary>Where the profile that counts is read.</summary>
    public const string Path = "api/v1/profile/current.json";

    /// <exception cref="SiteFailedException">The site does not say what it has, or does not take what is new.</exception>
    public async Task SyncAsync(
        PumpRow pump,
        Pump device,
        PumpSite site,
        PumpOrder order,
        PumpTally tally,
        Func<Task> goOn,
        CancellationToken cancellationToken
    )
    {
        if (device.Settings.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        await goOn();
        var answer = await site.Client.GetAsync(site.Access, Path, etag: null, cancellationToken);
        if (answer is SiteAnswer.Failed failed)
        {
            if (!site.Ignores(failed))
            {
                throw new SiteFailedException(failed);
            }

            tally.Warn("Nightscout did not say which profile it has, so none was uploaded.");
            return;
        }

        using var current = ReadCurrent(answer);
        await DecideAsync(pump, device, site, current.RootElement, order, tally, goOn, cancellationToken);
    }

    private async Task DecideAsync(
        PumpRow pump,
        Pump device,
        PumpSite site,
        JsonElement current,
        PumpOrder order,
        PumpTally tally,
        Func<Task> goOn,
        CancellationToken cancellationToken
    )
    {
        var settings = new ProfileSettings(
            pump.ProfileMode == "replace",
            options.Value.ProfileCarbsHr,
            options.Value.ProfileDelay,
            pump.Zone,
            options.Value.Author
        );
        var outcome = ProfileSync.Decide(device.Settings, current, settings, time.GetUtcNow());
        if (outcome.Warning is { } warning)
        {
            tally.Warn(warning);
        }

        if (outcome.Write is not { } write)
        {
            if (!order.IsPretend && outcome is { Warning: null, OtherAuthor: null })
            {
                await KeepAsync(pump, HashOf(current), conflict: null, cancellationToken);
            }
            else if (!order.IsPretend)
            {
                await KeepAsync(pump, pump.ProfileHash, conflict: null, cancellationToken);
            }

            return;
        }

        bool? stands = pump.ProfileHash.Length == 0 ? null : pump.ProfileHash == HashOf(current);
        if (!order.OverwritesProfile && ProfileKeeping.Conflict(current, stands, options.Value.Author) is { } conflict)
        {
            tally.Warn(conflict.Sentence);
            if (!order.IsPretend)
            {
                await KeepAsync(pump, pump.ProfileHash, conflict, cancellationToken);
            }

            return;
        }

        tally.Count("profile");
        if (!order.IsPretend)
        {
            await goOn();
            await WriteAsync(site, write, cancellationToken);
            using var written = JsonDocument.Parse(write.Json);
            await KeepAsync(pump, HashOf(written.RootElement), conflict: null, cancellationToken);
        }
    }

    private static async Task WriteAsync(PumpSite site, ProfileWrite write, CancellationToken cancellationToken)
    {
        var written =
            write.Method is WriteMethod.Put
                ? await site.Writer.PutAsync(site.Access, "profile", write.Json, cancellationToken)
                : await site.Writer.PostAsync(site.Access, "profile", [write.Json], cancellationToken);
        if (written is SiteWrite.Failed failed)
        {
            throw new SiteFailedException(failed.Answer);
        }
    }

    private static JsonDocument ReadCurrent(SiteAnswer answer)
    {
        try
        {
            return JsonDocument.Parse(((SiteAnswer.Content)answer).Body);
        }
        catch (JsonException)
        {
            throw new SiteFailedException(new SiteAnswer.Failed(SourceFailure.BadJson, "the answer cannot be read"));
        }
    }

    private static string HashOf(JsonElement document) => DocumentStore.HashOf(ProfileKeeping.Content(document));

    /// <param name="conflict">Null: there is none, or no more.</param>
    private Task<int> KeepAsync(
        PumpRow pump,
        string hash,
        ProfileConflict? conflict,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update pumps set
                        profile_hash = @hash, profile_author = @author,
                        profile_conflict_at = case when @contested = 1 then coalesce(profile_conflict_at, @at) end
                    where watch_id = @WatchId
                    """,
                    new
                    {
                        pump.WatchId,
                        hash,
                        author = conflict?.Author ?? "",
                        contested = conflict is null ? 0L : 1L,
                        at = (conflict?.At ?? time.GetUtcNow()).ToUnixTimeMilliseconds(),
                    }
                ),
            cancellationToken
        );
}
