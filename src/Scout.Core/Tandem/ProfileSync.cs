using System.Text.Json;

namespace Scout.Core.Tandem;

/// <summary>How profiles are uploaded, as configured.</summary>
/// <param name="Replace">True: the current document is replaced (PUT); false: one is added (POST).</param>
/// <param name="CarbsHr">A text in every profile, "20" unless set.</param>
/// <param name="Delay">Likewise.</param>
/// <param name="TimeZone">The IANA name of the pump's zone.</param>
public sealed record ProfileSettings(bool Replace, string CarbsHr, string Delay, string TimeZone, string Author);

/// <summary>What the profile sync comes to.</summary>
/// <param name="Write">Null: nothing is to be written.</param>
/// <param name="Warning">What people should know; null: nothing.</param>
public sealed record ProfileOutcome(NightscoutWrite? Write, string? Warning);

/// <summary>The profiles of a pump's settings, brought to Nightscout's current profile document.</summary>
public static class ProfileSync
{
    /// <param name="details">settings.details of the pump; undefined: nothing is done, Nightscout need not be asked.</param>
    /// <param name="current">Nightscout's current profile document; undefined: it has none.</param>
    public static ProfileOutcome Decide(
        JsonElement details,
        JsonElement current,
        ProfileSettings settings,
        DateTimeOffset now
    ) => throw new NotSupportedException();
}
