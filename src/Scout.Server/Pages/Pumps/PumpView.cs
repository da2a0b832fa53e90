using Scout.Core.Messages;
using Scout.Core.Tandem;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Parts;
using Scout.Server.Sources.Tandem;

namespace Scout.Server.Pages.Pumps;

/// <summary>A pump's account as pages show it.</summary>
/// <param name="Model">As Tandem calls the pump, with its serial number; empty: not known yet.</param>
public sealed record PumpView(
    string Id,
    string Name,
    string Model,
    bool IsDeclared,
    DateTimeOffset? UploadedAt,
    DateTimeOffset? SyncedAt,
    DateTimeOffset? FailingSince
)
{
    /// <summary>What is wrong now, a sentence each.</summary>
    public required IReadOnlyList<string> Troubles { get; init; }

    /// <summary>When Scout looks for something new by itself; null: only when it is asked.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>A person must act before Scout signs in again.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The region that may be tried once, as people choose it; null: none.</summary>
    public string? OtherRegion { get; init; }

    /// <summary>When somebody else has written Nightscout's profile; null: nobody has.</summary>
    public DateTimeOffset? ProfileChangedAt { get; init; }

    /// <summary>"Loop has changed the profile in Nightscout".</summary>
    public string ProfileWords { get; init; } = "";

    public Tone Tone =>
        IsRefused ? Tone.Alarm
        : Troubles.Count > 0 || ProfileChangedAt is not null ? Tone.Warning
        : Tone.Good;

    internal static PumpView Of(PumpRow row, TandemOptions options) =>
        new(
            row.WatchId,
            row.Name,
            row.Device.Length == 0 ? "" : $"{row.DeviceModel} {row.DeviceSerial}",
            row.IsDeclared,
            PumpRow.Time(row.UploadedAt),
            PumpRow.Time(row.SyncedAt),
            PumpRow.Time(row.FailingSince)
        )
        {
            Every = row.EveryMs > 0 ? TimeSpan.FromMilliseconds(row.EveryMs) : null,
            IsRefused = row.RefusedKind is not null,
            OtherRegion = row is { RefusedKind: TandemFailure.Credentials, OtherRegion: "" }
                ? PumpWords.NameOf(RegionTrial.Other(row.RegionKind))
                : null,
            ProfileChangedAt = PumpRow.Time(row.ProfileConflictAt),
            ProfileWords = ProfileWordsOf(row),
            Troubles = [.. TroublesOf(row), .. SettingsOf(row, options)],
        };

    private static IEnumerable<string> TroublesOf(PumpRow row)
    {
        var failure = row.RefusedKind ?? row.FailureKind;
        if (failure is not TandemFailure.None)
        {
            yield return failure.Sentence();
        }

        if (row is { RefusedKind: TandemFailure.Credentials, OtherRegion: RegionTrial.Refused })
        {
            yield return Say.It("The other region refuses it as well, so it is the e-mail address or the password.");
        }

        var told = row.Told.Split(' ');
        if (told.Contains(PumpNews.Silent))
        {
            yield return Say.It("The pump has not uploaded for long. Is its phone on, with the app signed in?");
        }

        if (told.Contains(PumpNews.Ahead))
        {
            yield return Say.It(
                "The pump's clock is ahead, or its time zone is set wrong. What lies ahead is not written."
            );
        }

        if (row.SiteFailure.Length > 0)
        {
            yield return Say.It("Nightscout takes nothing of the pump: {0}", row.SiteFailure);
        }

        if (row is { SeenAt: not null, NewestAt: null })
        {
            yield return Say.It("The pump has never uploaded anything.");
        }
    }

    private static IEnumerable<string> SettingsOf(PumpRow row, TandemOptions options)
    {
        if (!row.IsDeclared)
        {
            yield break;
        }

        if (row.OtherRegion == RegionTrial.Works)
        {
            yield return Say.It(
                "The account is of the other region: set TCONNECT_REGION to {0} and start Scout again.",
                PumpWords.NameOf(RegionTrial.Other(row.RegionKind))
            );
        }
        else if (PumpWords.RegionHint(row.RefusedKind ?? row.FailureKind, row.RegionKind) is { Length: > 0 } hint)
        {
            yield return hint;
        }

        if (options.SkipTlsVerify)
        {
            yield return PumpWords.Unverified;
        }
    }

    private static string ProfileWordsOf(PumpRow row) =>
        PumpMessages.Headline(
            new PumpTrouble(PumpTroubleKind.Profile, default) { By = row.ProfileAuthor },
            Say.Language,
            default
        );

    /// <summary>What came of the form that was sent; null: none was.</summary>
    internal static string? NoteOf(IQueryCollection query) =>
        query.ContainsKey("saved") ? Say.It("Saved. It counts from now on.")
        : query.ContainsKey("asked") ? Say.It("Scout is at it. Look again in a moment.")
        : query.ContainsKey("busy") ? Say.It("A run is under way already.")
        : null;
}

/// <summary>A run as pages show it.</summary>
/// <param name="What">What it brought, or would have.</param>
public sealed record RunView(
    DateTimeOffset At,
    string By,
    string State,
    Tone Tone,
    string What,
    string Problem,
    bool IsPretend
)
{
    /// <summary>What people should know, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    internal static RunView Of(RunRow row) =>
        new(
            DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt ?? row.AskedAt),
            row.AskedBy switch
            {
                PumpOrder.BySchedule => Say.It("by schedule"),
                PumpOrder.ByPage => Say.It("asked for here"),
                PumpOrder.ByCommand => Say.It("by command"),
                _ => Say.It("asked for by a monitor"),
            },
            row.State switch
            {
                "Done" => row.Pretend == 1 ? Say.It("Preview") : Say.It("Done"),
                "Asked" => Say.It("Waits"),
                "Running" => Say.It("Under way"),
                "Broken" => Say.It("Stopped in the middle"),
                _ => Say.It("Failed"),
            },
            row.State switch
            {
                "Done" => Tone.Good,
                "Failed" or "Broken" => Tone.Warning,
                _ => Tone.Info,
            },
            row.State is not ("Done" or "Failed") ? ""
                : row.Pretend == 1
                    ? Say.Count(row.Written, "{0} document would be written", "{0} documents would be written")
                        + (row.Counts.Length > 0 ? $": {row.Counts}" : "")
                : Say.Count(row.Written, "{0} document written", "{0} documents written")
                    + (row.Counts.Length > 0 ? $": {row.Counts}" : ""),
            row.Problem,
            row.Pretend == 1
        )
        {
            Warnings = row.Warnings.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        };
}

/// <summary>An alarm that a pump has had, as pages show it.</summary>
public sealed record AlarmView(DateTimeOffset At, string Words)
{
    internal static AlarmView Of(AlarmRow row) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(row.At), PumpMessages.Alarm(row.KindOf, Say.Language));
}
