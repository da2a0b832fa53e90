namespace Scout.Core.Tandem;

/// <summary>
/// Sleep and exercise, from start to stop. What was adopted from Nightscout and ends is replaced; what has not ended
/// yet lasts until the newest event, and is written again until it has.
/// </summary>
internal static class UserModeDocuments
{
    /// <summary>Replacements in the order of their events, then sleep, then exercise, each as it ended, an open one last.</summary>
    public static IEnumerable<PumpDocument> Of(PumpEvent[] events, SyncRun run)
    {
        var replacements = new List<PumpDocument>();
        var sleep = new ModeWalk("Sleep", Sleep, _ => "", replacements, run);
        var exercise = new ModeWalk("Exercise", Exercise, TimerSuffix, replacements, run);
        foreach (var one in events.Where(run.IsNew))
        {
            switch (one.Whole("requestedAction"))
            {
                case 1:
                    sleep.Start(one);
                    break;
                case 2:
                    sleep.Stop(one, mustHaveBegun: true);
                    break;
                case 3:
                    exercise.Start(one);
                    break;
                case 4:
                    exercise.Stop(one, mustHaveBegun: true);
                    break;
                case 5: // all: whatever is on
                    sleep.Stop(one, mustHaveBegun: false);
                    exercise.StopIfOn(one);
                    break;
            }
        }

        return [.. replacements, .. sleep.Finish(), .. exercise.Finish()];
    }

    private static string? Sleep(PumpEvent start) =>
        start.Whole("sleepStartedByGui") is 1 ? "Sleep (Manual)"
        : start["activeSleepSchedule"] is > 0 ? "Sleep (Scheduled)"
        : null;

    private static string Exercise(PumpEvent start) =>
        start.Whole("exerciseChoice") is 1 ? "Exercise (Timed)" : "Exercise";

    private static string TimerSuffix(PumpEvent stop) =>
        stop.Whole("exerciseStoppedByTimer") is 1 ? " (Stopped by timer)" : "";
}
