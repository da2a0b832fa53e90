using System.ComponentModel.DataAnnotations;

namespace Scout.Server.Sources.Devices;

/// <summary>What devices send, and what is sent to them.</summary>
internal sealed class DeviceOptions
{
    public const string Section = "Scout:Devices";

    /// <summary>How long messages are kept as they came, to be looked at and decoded again. Readings have their own time.</summary>
    [Range(2, 3650, ErrorMessage = "Scout:Devices:KeepDays must be between 2 and 3650.")]
    public int KeepDays { get; set; } = 400;

    /// <summary>What a Sigfox contract usually allows.</summary>
    [Range(0, 1000, ErrorMessage = "Scout:Devices:DownlinksPerDay must be between 0 and 1000.")]
    public int DownlinksPerDay { get; set; } = 4;

    /// <summary>More new ones of a network are refused: anybody could make them up, where no secret is asked for.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Scout:Devices:Most must be between 1 and 1000000.")]
    public int Most { get; set; } = 20_000;
}
