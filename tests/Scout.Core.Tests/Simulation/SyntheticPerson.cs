using Scout.Core.Readings;

namespace Scout.Core.Tests.Simulation;

/// <summary>A made-up person's sensor: swings, lows, highs, gaps, error codes, late, repeated and misdated rows.</summary>
internal static class SyntheticPerson
{
    public static List<Reading> Wear(Random chance, DateTimeOffset start, TimeSpan length)
    {
        var readings = new List<Reading>();
        var (value, slope) = (120.0, 0.0);
        var gapUntil = start;
        var backlogUntil = start;
        for (var at = start; at < start + length; at += TimeSpan.FromSeconds(300 + chance.Next(-2, 3)))
        {
            slope = (0.8 * slope) + ((chance.NextDouble() - 0.5) * 14) - ((value - 125) * 0.006);
            value = Math.Clamp(value + slope, 20, 460);
            if (chance.Next(400) == 0)
            {
                gapUntil = at.AddMinutes(chance.Next(10, 200));
            }

            if (chance.Next(300) == 0)
            {
                backlogUntil = at.AddMinutes(chance.Next(5, 90)); // the phone is offline: rows come later, all at once
            }

            if (at < gapUntil)
            {
                continue;
            }

            var shown = value switch
            {
                _ when chance.Next(120) == 0 => chance.Next(1, 13), // a sensor error
                < 40 => 39,
                > 400 => 401,
                _ => Math.Round(value),
            };
            var stamped = chance.Next(700) == 0 ? at.AddMinutes(chance.Next(1, 600)) : at; // a wrong clock
            var received = backlogUntil > at ? backlogUntil : at.AddSeconds(chance.Next(0, 90));
            readings.Add(new Reading(stamped, shown, Trend.Unknown, received));
            if (chance.Next(25) == 0)
            {
                readings.Add(readings[^1] with { ReceivedAt = received.AddMinutes(chance.Next(1, 30)) });
            }
        }

        return readings;
    }
}
