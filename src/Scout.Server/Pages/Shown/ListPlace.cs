using System.Globalization;

namespace Scout.Server.Pages.Shown;

/// <summary>A place in a list, newest first, that what comes later does not move.</summary>
/// <param name="At">When the line before it began, Unix milliseconds.</param>
internal sealed record ListPlace(long At, string Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}.{Id}");

    /// <summary>Null: not a place.</summary>
    public static ListPlace? Read(string? text) =>
        text?.Split('.', 2) is [var at, { Length: > 0 } id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var began)
            ? new ListPlace(began, id)
            : null;
}
