using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Scout.Core.Tandem;

/// <summary>
/// A bolus is told by up to five events with one bolus id: three when it is asked for, one when it is done, one more
/// when its extended part is done. Each completion leads a document; what was stopped early is written with what was given.
/// </summary>
internal static class BolusDocuments
{
    private const int Completed = 20;
    private const int ExtendedCompleted = 21;
    private static readonly ImmutableArray<int> Requests = [64, 65, 66];

    // A bolus id is a number of 16 bits and may come again; a bolus is over in less time than this.
    private const double LongestMinutes = 24 * 60;

    private static readonly FrozenDictionary<long, string> Options = new Dictionary<long, string>
    {
        [0] = "Standard Bolus",
        [1] = "Extended Bolus",
        [2] = "Quick Bolus",
        [3] = "Automatic Bolus",
        [4] = "BLE Standard Bolus",
        [5] = "BLE Extended Bolus",
        [6] = "Eating Soon Automatic Bolus",
        [7] = "Late Bolus",
    }.ToFrozenDictionary();

    public static IEnumerable<PumpDocument> Of(PumpEvent[] events, SyncRun run)
    {
        var requests = events.Where(one => Requests.Contains(one.Code)).ToLookup(one => one.Whole("bolusId"));
        foreach (var one in events.Where(one => one.Code is Completed or ExtendedCompleted && run.Leads(one)))
        {
            if (one["insulinDelivered"] is not { } delivered || !double.IsFinite(delivered))
            {
                run.Notes.Warnings.Add(
                    $"The bolus of {one.PumpTime:uuuu-MM-dd HH:mm} does not say how much was given."
                );
            }
            else if (one.Code is ExtendedCompleted)
            {
                yield return Document(one, delivered, new Parts(null, null, null), "Extended Bolus", run.Writer);
            }
            else
            {
                var parts = Parts.Of(one, requests[one.Whole("bolusId")]);
                yield return Document(one, delivered, parts, Notes(parts.Options), run.Writer);
            }
        }
    }

    private static PumpDocument Document(
        PumpEvent one,
        double delivered,
        Parts parts,
        string notes,
        DocumentWriter writer
    )
    {
        var json = writer.Treatment("Combo Bolus", one.At);
        json.WriteNumber("carbs", parts.Amounts?["carbAmount"] ?? 0);
        json.WriteNumber("insulin", Amounts.Round2(delivered));
        json.WriteString("notes", notes);
        if (parts.Amounts?["bg"] is > 0 and var glucose)
        {
            json.WriteNumber("glucose", glucose);
            json.WriteString("units", "mg/dl");
        }

        var numbers = string.Join(
            ',',
            new[] { one, parts.Amounts, parts.Options, parts.Sizes }.OfType<PumpEvent>().Select(DocumentWriter.Number)
        );
        return writer.End(PumpClass.Bolus, NightscoutEntity.Treatments, one.Key, one.At, numbers);
    }

    private static string Notes(PumpEvent? options) =>
        options is null
            ? ""
            : Options.GetValueOrDefault(options.Whole("options") ?? -1, "")
                + (options.Whole("userOverride") is 1 ? " (Override)" : "")
                + (options.Whole("declinedCorrection") is 1 ? " (Declined Correction)" : "");

    /// <summary>What was asked for.</summary>
    /// <param name="Amounts">Carbohydrates and glucose (64).</param>
    /// <param name="Options">Kind of bolus, what the person overrode (65).</param>
    /// <param name="Sizes">66.</param>
    private sealed record Parts(PumpEvent? Amounts, PumpEvent? Options, PumpEvent? Sizes)
    {
        /// <summary>Of several of one kind the latest.</summary>
        public static Parts Of(PumpEvent completed, IEnumerable<PumpEvent> requests)
        {
            var near = requests
                .Where(one => Math.Abs(PumpClock.MinutesBetween(one.PumpTime, completed.PumpTime)) <= LongestMinutes)
                .ToArray();
            return new Parts(Last(near, 64), Last(near, 65), Last(near, 66));
        }

        private static PumpEvent? Last(PumpEvent[] near, int code) => Array.FindLast(near, one => one.Code == code);
    }
}
