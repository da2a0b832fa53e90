using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Shown;
using Scout.Server.Sources.Devices;

namespace Scout.Server.Pages.Devices;

/// <summary>Everything the page of a device shows.</summary>
public sealed record DeviceView
{
    public required DeviceRow Device { get; init; }

    public required NetworkRow Network { get; init; }

    public required Clock Clock { get; init; }

    /// <summary>IANA, of the viewer.</summary>
    public required string Zone { get; init; }

    /// <summary>The account may rename it, set it aside, and say what its fields mean.</summary>
    public required bool MayChange { get; init; }

    /// <summary>The network is the account's own.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Those that ring, or wait to, newest first.</summary>
    public IReadOnlyList<AlertCard> Open { get; init; } = [];

    /// <summary>It has rules, so that it can ring at all.</summary>
    public bool HasRules => Settings?.Sensor is { Rules.IsEmpty: false };

    /// <summary>How long after its measurement everything comes, where it always comes late; else zero.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>The newest messages came too late for rules, and not by habit.</summary>
    public bool IsBehind { get; init; }

    public IReadOnlyList<SeriesView> Series { get; init; } = [];

    /// <summary>The newest, newest first.</summary>
    public IReadOnlyList<MessageView> Messages { get; init; } = [];

    public IReadOnlyList<DownlinkRow> Downlinks { get; init; } = [];

    /// <summary>Within the last day.</summary>
    public long SentToday { get; init; }

    public DateTimeOffset? FirstReading { get; init; }

    /// <summary>Of its watch; null: nobody watches it.</summary>
    public WatchSettings? Settings { get; init; }

    public bool IsSigfox => Network.Kind is NetworkKinds.Sigfox;

    /// <summary>A Sigfox contract allows 140 a day; what is sent beyond may be lost.</summary>
    public bool IsOverQuota => IsSigfox && SentToday > MostADay;

    public const long MostADay = 140;

    /// <summary>Within the last day the network said that it asked for more answers than its contract holds.</summary>
    public bool AsksTooMuch =>
        Device.OveruseAt is { } at && Clock.Now - DateTimeOffset.FromUnixTimeMilliseconds(at) < SequenceGaps.Over;

    public SeriesView? OfField(string field) => Series.FirstOrDefault(one => one.Shape.Name == field);
}

/// <summary>A message with what its bytes mean by now.</summary>
public sealed record MessageView(MessageRow Row, MessageMeta Meta, IReadOnlyList<(string Label, string Value)> Values)
{
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Row.EventTs);
}

/// <summary>All devices of an account.</summary>
public sealed record DevicesView(
    Clock Clock,
    IReadOnlyList<NetworkRow> Networks,
    IReadOnlyList<(DeviceRow Device, NetworkRow Network, IReadOnlyList<SeriesView> Series)> Devices
);
