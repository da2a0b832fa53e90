using NodaTime;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>A pump's row as it stands.</summary>
internal sealed record PumpRow
{
    public const string SitePurpose = "Scout.Tandem.Nightscout";

    public const string Columns = """
        p.watch_id, p.region, p.credentials, p.serial, p.zone, p.features, p.site, p.site_credential, p.profile_mode,
        p.every_ms, p.calls, p.no_data_minutes, p.zero_basal, p.logged_in_at, p.refused, p.failure, p.detail,
        p.failing_since, p.failures, p.next_at, p.seen_at, p.device, p.device_serial, p.device_model, p.uploaded_at,
        p.newest_at, p.synced_newest, p.backfilled_at, p.last_event_at, p.synced_at, p.site_failure,
        p.site_failing_since, p.told, p.profile_hash, p.profile_author, p.profile_conflict_at, p.alarm_texts,
        p.other_region, p.created_at, w.declared_by, w.name, w.account_id
        """;

    public required string WatchId { get; init; }
    public required string Name { get; init; }
    public required string AccountId { get; init; }
    public required string DeclaredBy { get; init; }
    public required string Region { get; init; }
    public required string Credentials { get; init; }
    public required string Serial { get; init; }
    public required string Zone { get; init; }
    public required string Features { get; init; }
    public required string Site { get; init; }
    public required string SiteCredential { get; init; }
    public required string ProfileMode { get; init; }
    public required long EveryMs { get; init; }
    public required long Calls { get; init; }
    public required long NoDataMinutes { get; init; }
    public required long ZeroBasal { get; init; }
    public long? LoggedInAt { get; init; }
    public string? Refused { get; init; }
    public required string Failure { get; init; }
    public required string Detail { get; init; }
    public long? FailingSince { get; init; }
    public required long Failures { get; init; }
    public required long NextAt { get; init; }
    public long? SeenAt { get; init; }
    public required string Device { get; init; }
    public required string DeviceSerial { get; init; }
    public required string DeviceModel { get; init; }
    public long? UploadedAt { get; init; }
    public long? NewestAt { get; init; }
    public long? SyncedNewest { get; init; }
    public long? BackfilledAt { get; init; }
    public long? LastEventAt { get; init; }
    public long? SyncedAt { get; init; }
    public required string SiteFailure { get; init; }
    public long? SiteFailingSince { get; init; }
    public required string Told { get; init; }
    public required string ProfileHash { get; init; }
    public required string ProfileAuthor { get; init; }
    public long? ProfileConflictAt { get; init; }
    public required long AlarmTexts { get; init; }
    public required string OtherRegion { get; init; }
    public required long CreatedAt { get; init; }

    /// <summary>It stands in settings, and forms cannot change it.</summary>
    public bool IsDeclared => DeclaredBy is ContactStore.ByEnvironment;

    public TandemRegion RegionKind => Region is "Eu" ? TandemRegion.Eu : TandemRegion.Us;

    public TandemFailure FailureKind =>
        Enum.TryParse<TandemFailure>(Failure, out var failure) ? failure : TandemFailure.None;

    public TandemFailure? RefusedKind => Enum.TryParse<TandemFailure>(Refused, out var refused) ? refused : null;

    public DateTimeZone ZoneKind => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;

    public Feature FeatureSet => Core.Tandem.Features.TryParse(Features, out var set, out _) ? set : default;

    /// <exception cref="TandemException">The key of the database's secrets is lost.</exception>
    public PumpAccount Open(SecretBox box) =>
        box.OpenCredentials(Credentials) is { } credentials
            ? new PumpAccount(WatchId, RegionKind, credentials, Pass: null) { Refused = RefusedKind }
            : throw new TandemException(TandemFailure.Refused, "the password cannot be decrypted; type it again");

    public NightscoutCredential OpenSite(SecretBox box) =>
        NightscoutCredential.Parse(box.Open(SitePurpose, SiteCredential));

    public static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public override string ToString() => nameof(PumpRow);
}
