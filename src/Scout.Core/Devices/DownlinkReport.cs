namespace Scout.Core.Devices;

/// <summary>What a network says became of the last downlink to a device.</summary>
/// <param name="Code">Sigfox' infoCode; 0 is the one that means "the device has it".</param>
/// <param name="Words">The network's own words, or Scout's for a code that comes without.</param>
/// <param name="IsOverUsed">The device asks for more downlinks than its contract has.</param>
public sealed record DownlinkReport(int? Code, bool IsAcknowledged, string Words, bool IsOverUsed);
