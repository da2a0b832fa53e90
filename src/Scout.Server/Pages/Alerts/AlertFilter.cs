using Scout.Core.Watches;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Alerts;

/// <summary>Which alerts are asked for.</summary>
/// <param name="Open">True: open ones; false: those that are over; null: both.</param>
/// <param name="Watch">Of one watch only.</param>
/// <param name="Severity">Of this severity only.</param>
/// <param name="Before">Older than this one.</param>
internal sealed record AlertFilter(
    bool? Open = null,
    string? Watch = null,
    Severity? Severity = null,
    ListPlace? Before = null
)
{
    public const int MostAtOnce = 200;

    /// <summary>As many at once.</summary>
    public int Limit { get; init; } = 25;

    /// <summary>Conditions on <c>alerts a</c>, each with "and" before it.</summary>
    public string Where =>
        string.Concat(
            Open switch
            {
                true => " and a.closed_at is null",
                false => " and a.closed_at is not null",
                null => "",
            },
            Watch is null ? "" : " and a.watch_id = @watch",
            Severity is null ? "" : " and a.severity = @severity",
            Before is null ? "" : " and (a.opened_at < @at or (a.opened_at = @at and a.id < @id))"
        );

    public object Arguments(string account) =>
        new
        {
            account,
            watch = Watch,
            severity = Severity?.ToString(),
            at = Before?.At,
            id = Before?.Id,
            most = Limit + 1,
        };

    /// <summary>A word of an address; null: no such severity, or none.</summary>
    public static Severity? ReadSeverity(string? word) =>
        Enum.TryParse<Severity>(word, ignoreCase: true, out var severity)
        && Enum.IsDefined(severity)
        && !char.IsAsciiDigit(word![0])
            ? severity
            : null;
}
