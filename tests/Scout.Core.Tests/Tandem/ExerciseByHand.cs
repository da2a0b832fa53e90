using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <summary>
/// U1: exercise told from the events as the facts say it, so that runs in which a stop of everything ends it can be
/// compared. A second, plain telling: where no such stop shows, it must agree with the recording too.
/// </summary>
internal static class ExerciseByHand
{
    /// <summary>Kind of write, reason, minutes, numbers of the events.</summary>
    public static List<(string Method, string? Reason, double Minutes, string Numbers)> Of(Scenario scenario)
    {
        var told = new List<(string, string?, double, string)>();
        var open = scenario.Adopted.FirstOrDefault(one => one.EventType is "Exercise");
        PumpEvent? start = null;
        var begun = false;
        foreach (var one in Unseen(scenario))
        {
            var timer = one.Whole("exerciseStoppedByTimer") is 1 ? " (Stopped by timer)" : "";
            if (one.Whole("requestedAction") is 3)
            {
                (start, begun) = (one, true);
            }
            else if (one.Whole("requestedAction") is not (4 or 5))
            {
                continue;
            }
            else if (start is not null)
            {
                var minutes = PumpClock.MinutesBetween(start.PumpTime, one.PumpTime);
                told.Add(("POST", Reason(start) + timer, minutes, $"{start.Key.Number},{one.Key.Number}"));
                start = null;
            }
            else if (open is not null && (one.Whole("requestedAction") is 4 || !begun))
            {
                var reason = open.Reason is "Not Ended" ? "" : open.Reason.Replace(" - Not Ended", "");
                told.Add(("DELETE", null, 0, open.Id));
                var minutes = (one.At - open.CreatedAt).TotalMinutes;
                told.Add(("POST", reason + timer, minutes, $"{open.PumpEventId},{one.Key.Number}"));
                open = null;
            }
        }

        if (start is not null)
        {
            var minutes = Math.Max(0, PumpClock.MinutesBetween(start.PumpTime, scenario.Until));
            told.Add(("POST", $"{Reason(start)} - Not Ended", minutes, $"{start.Key.Number}"));
        }

        return told;
    }

    /// <summary>Whether a stop of everything comes while exercise is on, or open in Nightscout.</summary>
    public static bool IsNeeded(Scenario scenario)
    {
        var on = scenario.Adopted.Any(one => one.EventType is "Exercise");
        foreach (var one in Unseen(scenario))
        {
            switch (one.Whole("requestedAction"))
            {
                case 3:
                    on = true;
                    break;
                case 4:
                    on = false;
                    break;
                case 5 when on:
                    return true;
            }
        }

        return false;
    }

    private static IEnumerable<PumpEvent> Unseen(Scenario scenario) =>
        (scenario.Input.Features & Feature.PumpEvents) is Feature.None
            ? []
            : scenario
                .Input.Events.Where(one => one.Code is 229 && !scenario.Input.Seen.Contains(one.Key))
                .OrderBy(one => one.PumpTime);

    private static string Reason(PumpEvent start) =>
        start.Whole("exerciseChoice") is 1 ? "Exercise (Timed)" : "Exercise";
}
