using System.Text.Json;
using System.Text.Json.Serialization;
using Scout.Core.Readings;

namespace Scout.Server.Sources.Nightscout;

/// <summary>What Scout knows of a site beside its readings; for people, and to keep promises across restarts.</summary>
internal sealed record SiteFacts
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static SiteFacts Empty { get; } = new();

    public string? Version { get; init; }

    public GlucoseUnit? Unit { get; init; }

    /// <summary>How many seconds the site's clock is ahead of ours.</summary>
    public long? ClockAheadSeconds { get; init; }

    /// <summary>When status.json was read last.</summary>
    public DateTimeOffset? StatusAt { get; init; }

    /// <summary>The time of a row that lies ahead: the uploader's clock is wrong.</summary>
    public DateTimeOffset? FutureAt { get; init; }

    /// <summary>The last answer held no rows: no data for four days.</summary>
    public bool? NoRecentData { get; init; }

    /// <summary>When the credential was refused last; it rests for a while after that.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    public static SiteFacts Of(string json) => JsonSerializer.Deserialize<SiteFacts>(json, Format) ?? Empty;

    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, Format);
}
