using NodaTime;
using Scout.Core.Messages;
using Scout.Core.Readings;

namespace Scout.Server.Pages.Forms;

/// <summary>What can be chosen in forms about people.</summary>
public static class FieldChoices
{
    private static readonly string[] Known =
    [
        "UTC",
        .. DateTimeZoneProviders
            .Tzdb.Ids.Where(id => id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Of the pages. In their own words: whoever cannot read this page finds theirs.</summary>
    public static IReadOnlyList<(string Value, string Words)> Languages { get; } =
    [("en", "English"), ("es", "Español")];

    /// <summary>Of calls and texts: more than the pages have.</summary>
    public static IReadOnlyList<(string Value, string Words)> SpokenLanguages => MessageLanguages.All;

    public static IReadOnlyList<(string Value, string Words)> Units { get; } =
    [(nameof(GlucoseUnit.MgDl), "mg/dL"), (nameof(GlucoseUnit.MmolL), "mmol/L")];

    /// <param name="chosen">Stays among them, as long as it is a zone.</param>
    public static IReadOnlyList<(string Value, string Words)> Zones(string chosen) =>
        [
            .. (Known.Contains(chosen, StringComparer.Ordinal) || !IsZone(chosen) ? Known : [chosen, .. Known]).Select(
                id => (id, id.Replace('_', ' '))
            ),
        ];

    public static bool IsZone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    /// <summary>"es-MX" counts as "es".</summary>
    public static string? ReadLanguage(string typed) =>
        SpokenLanguages
            .Select(language => language.Value)
            .FirstOrDefault(value => typed == value || typed.StartsWith(value + "-", StringComparison.Ordinal))
            is null
            ? null
            : typed;

    public static GlucoseUnit? ReadUnit(string typed) =>
        typed switch
        {
            nameof(GlucoseUnit.MgDl) or "mg/dL" => GlucoseUnit.MgDl,
            nameof(GlucoseUnit.MmolL) or "mmol/L" => GlucoseUnit.MmolL,
            _ => null,
        };
}
