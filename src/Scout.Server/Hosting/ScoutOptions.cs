namespace Scout.Server.Hosting;

/// <summary>What concerns the whole instance. The data folder and the database stand in the same section.</summary>
internal sealed class ScoutOptions
{
    public const string Section = "Scout";

    /// <summary>The public address of this instance, for carriers' callbacks and links; null: it has none.</summary>
    public string? SiteUrl { get; set; }

    /// <summary>The name of this process among several on one database; null: the machine's name.</summary>
    public string? Node { get; set; }

    /// <summary>Plain http and private or loopback addresses may be typed as sources.</summary>
    public bool AllowPrivateUrls { get; set; }

    /// <summary>POST /data/{sensor} needs no secret and makes the sensor, as the tutorial did.</summary>
    public bool OpenIngest { get; set; }

    /// <summary>Fetched once a minute while Scout can alarm; an outside watcher notices when it stops.</summary>
    public string? HeartbeatUrl { get; set; }

    /// <summary>BCP-47, of people who chose none.</summary>
    public string Language { get; set; } = "en";

    /// <summary>MgDl or MmolL, of people who chose none.</summary>
    public string Units { get; set; } = "MgDl";

    /// <summary>IANA zone of people who chose none; null: UTC.</summary>
    public string? Zone { get; set; }

    /// <summary>A simulated person, a simulated site and the sandbox's telephones.</summary>
    public bool Demo { get; set; }

    public string NodeName => string.IsNullOrWhiteSpace(Node) ? Environment.MachineName : Node.Trim();
}
