using Scout.Core.Tandem;

namespace Scout.Server.Sources.Tandem;

/// <summary>What a run is to do.</summary>
/// <param name="By">schedule, page, run, update, command.</param>
/// <param name="Days">How far back.</param>
/// <param name="IsPretend">Nothing is written; what would be is counted.</param>
/// <param name="Features">Null: the account's.</param>
internal sealed record PumpOrder(string By, int Days, bool IsPretend, Feature? Features)
{
    /// <summary>Somebody has said that Nightscout's profile is to be overwritten, whoever wrote it.</summary>
    public bool OverwritesProfile { get; init; }

    public const string BySchedule = "schedule";
    public const string ByPage = "page";
    public const string ByCommand = "command";
    public const string ByRun = "run";
    public const string ByUpdate = "update";

    /// <summary>Two years: no site wants more, and no account should be asked for it.</summary>
    public const int MostDays = 731;
}

/// <summary>What a run has done so far.</summary>
internal sealed record PumpTally
{
    public long Events { get; set; }
    public long Unknown { get; set; }
    public long Written { get; set; }
    public long Known { get; set; }
    public long Deleted { get; set; }
    public long Held { get; set; }
    public long? LastSequence { get; set; }
    public DateTimeOffset? LastEventAt { get; set; }

    /// <summary>What was written, or would have been, by its name in Nightscout.</summary>
    public SortedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public IList<string> Warnings { get; } = [];

    public string CountsText => string.Join(", ", Counts.Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>What people should know, once.</summary>
    public void Warn(string sentence)
    {
        if (!Warnings.Contains(sentence))
        {
            Warnings.Add(sentence);
        }
    }

    public void Count(string what) => Counts[what] = Counts.GetValueOrDefault(what) + 1;
}

/// <summary>How a run ended.</summary>
/// <param name="Problem">One sentence; empty: it went well.</param>
internal sealed record PumpResult(PumpTally Tally, string Problem, bool WasBusy = false)
{
    public bool IsFine => Problem.Length == 0 && !WasBusy;

    public static PumpResult Busy { get; } = new(new PumpTally(), "Already running", WasBusy: true);
}
