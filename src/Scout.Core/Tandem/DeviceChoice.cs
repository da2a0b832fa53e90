using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Scout.Core.Tandem;

public enum NoDevice
{
    None,
    NoDevicesFound,
    InvalidSerialNumber,
}

/// <summary>Which pump of an account is synced.</summary>
/// <param name="Pump">Null: none, <paramref name="Why"/> and <paramref name="Sentence"/> say why.</param>
/// <param name="Newest">Its newest event; null: it never uploaded.</param>
/// <param name="Warning">What people should look at; null: nothing.</param>
public sealed record DeviceChoice(Pump? Pump, DateTimeOffset? Newest, NoDevice Why, string Sentence, string? Warning)
{
    /// <summary>What configurations hold where nobody chose a pump.</summary>
    public const string Unset = "11111111";

    private static readonly TimeSpan LongSilent = TimeSpan.FromDays(3);

    [MemberNotNullWhen(true, nameof(Pump))]
    public bool IsChosen => Pump is not null;

    /// <param name="serial">As configured; null, empty, 0 and 11111111: the one with the newest events.</param>
    public static DeviceChoice Of(ImmutableArray<Pump> pumps, string? serial, DateTimeZone zone, DateTimeOffset now)
    {
        if (pumps.IsEmpty)
        {
            return Refused(NoDevice.NoDevicesFound, "No pumps are present on your Tandem Source account");
        }

        if (serial is null or "" or "0" or Unset)
        {
            return Chosen(Latest(pumps, zone), zone, null);
        }

        if (pumps.FirstOrDefault(pump => pump.SerialNumber == serial) is not { } wanted)
        {
            var serials = string.Join(", ", pumps.Select(pump => pump.SerialNumber));
            return Refused(
                NoDevice.InvalidSerialNumber,
                $"Serial number {serial} is not present on your account: choose one of {serials}"
            );
        }

        var days = PumpClock.ToUtc(wanted.MaxDateOfEvents, zone) is { } newest ? (now - newest).Days : 0;
        var warning =
            days > LongSilent.Days
                ? $"The newest event of pump {serial} is {days} days old: you may have switched to a new pump."
                : null;
        return Chosen(wanted, zone, warning);
    }

    private static Pump Latest(ImmutableArray<Pump> pumps, DateTimeZone zone)
    {
        var latest = pumps[0];
        DateTimeOffset? newest = null;
        foreach (var pump in pumps)
        {
            if (PumpClock.ToUtc(pump.MaxDateOfEvents, zone) is { } time && (newest is null || time > newest))
            {
                (latest, newest) = (pump, time);
            }
        }

        return latest;
    }

    private static DeviceChoice Chosen(Pump pump, DateTimeZone zone, string? warning) =>
        new(pump, PumpClock.ToUtc(pump.MaxDateOfEvents, zone), NoDevice.None, "", warning);

    private static DeviceChoice Refused(NoDevice why, string sentence) => new(null, null, why, sentence, null);
}
