using System.Text.Json;
using Scout.Core.Readings;

namespace Scout.Core.Nightscout;

/// <summary>What /api/v1/status.json tells. It says "ok" with a dead database too: it proves nothing about data.</summary>
public sealed record NightscoutStatus
{
    public string Version { get; init; } = "";

    /// <summary>The name its owner gave the site.</summary>
    public string Title { get; init; } = "";

    /// <summary>The site's clock when it answered.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>How the site shows values; entries are mg/dL all the same.</summary>
    public GlucoseUnit Unit { get; init; }

    public string Language { get; init; } = "";

    /// <summary>The site's own limits, always mg/dL.</summary>
    public NightscoutThresholds? Thresholds { get; init; }

    /// <summary>How far the site's clock is ahead of ours.</summary>
    public TimeSpan? SkewAt(DateTimeOffset now) => ServerTime - now;

    /// <summary>Null when it is not a status of Nightscout.</summary>
    public static NightscoutStatus? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || root.Text("status").Length == 0)
            {
                return null;
            }

            var settings = root.Child("settings");
            var limits = settings.Child("thresholds");
            return new NightscoutStatus
            {
                Version = root.Text("version"),
                Title = settings.Text("customTitle") is { Length: > 0 } title ? title : root.Text("name"),
                ServerTime = root.Time("serverTimeEpoch"),
                // "mg/dl", "mg/dL", "mmol", "mmol/L"
                Unit = settings.Text("units").Contains("mmol", StringComparison.OrdinalIgnoreCase)
                    ? GlucoseUnit.MmolL
                    : GlucoseUnit.MgDl,
                Language = settings.Text("language"),
                Thresholds =
                    limits.ValueKind is JsonValueKind.Object
                    && limits.Number("bgHigh") is { } high
                    && limits.Number("bgTargetTop") is { } top
                    && limits.Number("bgTargetBottom") is { } bottom
                    && limits.Number("bgLow") is { } low
                        ? new NightscoutThresholds(high, top, bottom, low)
                        : null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The limits of a site, mg/dL.</summary>
public sealed record NightscoutThresholds(double High, double TargetTop, double TargetBottom, double Low);
