using System.Globalization;
using Scout.Core.Devices;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Parts;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Devices;

/// <summary>What pages say of devices and their messages.</summary>
internal static class DeviceText
{
    public static string StateOf(DeviceState state) =>
        state switch
        {
            DeviceState.Quarantine => Say.It("new"),
            DeviceState.Muted => Say.It("muted"),
            DeviceState.Retired => Say.It("set aside"),
            _ => Say.It("watched"),
        };

    /// <summary>How it stands, in one sentence, when nothing rings; empty: it is new, and that is said elsewhere.</summary>
    public static string SentenceOf(DeviceView view) =>
        view.Device.State switch
        {
            DeviceState.Quarantine => "",
            DeviceState.Retired => Say.It("It is set aside: nobody is called about it."),
            DeviceState.Muted => Say.It("It is muted: it measures on and disturbs nobody."),
            _ when !view.HasRules => Say.It("Nobody is called about it: it has no rules."),
            _ when view.Series.Any(one => one.IsStale) => Say.It("Nothing rings for it. Some values are old."),
            _ => Say.It("Nothing rings for it."),
        };

    public static Tone ToneOf(DeviceState state) =>
        state switch
        {
            DeviceState.Quarantine => Tone.Info,
            DeviceState.Active => Tone.Good,
            _ => Tone.Quiet,
        };

    public static string KindOf(string kind) =>
        kind switch
        {
            nameof(MessageKind.Status) => Say.It("status"),
            nameof(MessageKind.Acknowledge) => Say.It("downlink report"),
            nameof(MessageKind.Location) => Say.It("place"),
            nameof(MessageKind.Error) => Say.It("trouble"),
            nameof(MessageKind.Event) => Say.It("notice"),
            nameof(MessageKind.Join) => Say.It("joined"),
            nameof(MessageKind.Log) => Say.It("log"),
            _ => Say.It("message"),
        };

    /// <summary>Empty: all is well.</summary>
    public static string ProblemOf(MessageRow row) =>
        row.Mark switch
        {
            "future" => Say.It("Its time is in the future: kept, and not counted."),
            "old" => Say.It("Its time cannot be: kept, and not counted."),
            "simulated" => Say.It("Simulated: nobody is called."),
            _ => row.DecodeState switch
            {
                DecodeState.Failed => Say.It("It does not fit the decoder."),
                DecodeState.Partial => Say.It("It is shorter than the decoder expects."),
                DecodeState.Waiting => Say.It("It is being read."),
                _ => row.Problem,
            },
        };

    public static string LinkOf(long? quality) =>
        quality switch
        {
            0 => Say.It("at its limit"),
            1 => Say.It("fair"),
            2 => Say.It("good"),
            3 => Say.It("excellent"),
            _ => "",
        };

    public static string DownlinkOf(DownlinkRow downlink) =>
        downlink.State switch
        {
            DownlinkState.Queued => Say.It("waits until the device asks"),
            DownlinkState.Sent => Say.It("given to the network"),
            DownlinkState.Acked => Say.It("the device has it"),
            DownlinkState.Expired => Say.It("never asked for"),
            _ => Say.It("failed"),
        };

    /// <summary>"3.12 V, 80 %"; empty: never told.</summary>
    public static string BatteryOf(DeviceRow device) =>
        string.Join(
            ", ",
            new[]
            {
                device.BatteryV is { } volts ? $"{volts.ToString("0.00", CultureInfo.InvariantCulture)}\u00A0V" : "",
                device.BatteryPercent is { } percent
                    ? $"{percent.ToString("0", CultureInfo.InvariantCulture)}\u00A0%"
                    : "",
            }.Where(text => text.Length > 0)
        );

    /// <summary>"−112 dBm, 14 dB"; empty: never told.</summary>
    public static string StrengthOf(DeviceRow device) =>
        string.Join(
            ", ",
            new[]
            {
                device.Rssi is { } rssi ? $"{rssi.ToString("0.#", CultureInfo.InvariantCulture)}\u00A0dBm" : "",
                device.Snr is { } snr ? $"{snr.ToString("0.#", CultureInfo.InvariantCulture)}\u00A0dB" : "",
            }.Where(text => text.Length > 0)
        );
}
