using System.Globalization;

namespace Scout.Core.Nightscout;

/// <summary>The bounds of a look-up, by time and by value, as Nightscout's first API takes them.</summary>
public static class DateFilter
{
    /// <param name="field">created_at or dateString.</param>
    /// <param name="from">ISO with offset, belongs to the span; null: no bound.</param>
    /// <param name="to">Likewise.</param>
    /// <returns>
    /// What is appended to a query, percent-encoded: a bare "+" of an offset would be read as a blank. Empty without
    /// bounds.
    /// </returns>
    public static string Of(string field, string? from, string? to) =>
        Bound(field, "$gte", from) + Bound(field, "$lte", to);

    /// <summary>What is appended to a query so that only rows with the value come; empty: the value is null.</summary>
    public static string Is(string field, string? value) =>
        value is null ? "" : $"&find[{field}]={Uri.EscapeDataString(value)}";

    /// <summary>A time as bounds take it: UTC, to the millisecond.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Bound(string field, string relation, string? value) => Is($"{field}][{relation}", value);
}
