using Scout.Core.Readings;
using Scout.Server.Due;
using Scout.Server.Readings;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Devices;

/// <summary>Keeps readings that somebody brings: they are old, so they complete the history and call nobody.</summary>
internal static class OldReadings
{
    /// <param name="portion">By field; what is known already is not kept twice.</param>
    public static async Task<int> BringInAsync(
        this Session session,
        string watch,
        IReadOnlyDictionary<string, List<Reading>> portion,
        IReadOnlyList<SeriesView> known,
        DateTimeOffset now
    )
    {
        foreach (var (field, readings) in portion)
        {
            var unit = known.FirstOrDefault(series => series.Shape.Name == field)?.Unit ?? "";
            await session.AddReadingsAsync(watch, field, unit, readings);
        }

        await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
        return portion.Count;
    }
}
