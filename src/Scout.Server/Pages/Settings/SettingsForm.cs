using NodaTime;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Settings;

/// <summary>What a person chose about how Scout shows things, as it was sent.</summary>
public sealed record SettingsForm(string Language, string Unit, string Zone)
{
    private static readonly string[] Known =
    [
        "UTC",
        .. DateTimeZoneProviders
            .Tzdb.Ids.Where(id => id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Sentences by field; empty: it can be kept.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private init; } = new Dictionary<string, string>();

    internal static SettingsForm Of(Me me) =>
        new(me.Language.Length > 0 ? me.Language : Say.Language, me.Unit.ToString(), me.Zone);

    internal static SettingsForm Read(IFormCollection form)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var typed = new SettingsForm(form["language"].ToString(), form["unit"].ToString(), form["zone"].ToString());
        if (!Say.Languages.Contains(typed.Language, StringComparer.Ordinal))
        {
            errors["language"] = Say.It("Choose one of the languages.");
        }

        if (!Enum.GetNames<GlucoseUnit>().Contains(typed.Unit, StringComparer.Ordinal))
        {
            errors["unit"] = Say.It("Choose mg/dL or mmol/L.");
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(typed.Zone) is null)
        {
            errors["zone"] = Say.It("Choose a time zone from the list, as in Europe/Madrid.");
        }

        return typed with
        {
            Errors = errors,
        };
    }

    /// <param name="chosen">Stays among them, as long as it is a zone.</param>
    internal static IEnumerable<string> Zones(string chosen) =>
        Known.Contains(chosen, StringComparer.Ordinal) || DateTimeZoneProviders.Tzdb.GetZoneOrNull(chosen) is null
            ? Known
            : Known.Prepend(chosen);
}
