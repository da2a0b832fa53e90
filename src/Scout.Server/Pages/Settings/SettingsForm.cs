using Scout.Server.Accounts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Settings;

/// <summary>What a person chooses about how Scout shows things.</summary>
internal static class SettingsForm
{
    public const string Language = "language";
    public const string Unit = "unit";
    public const string Zone = "zone";

    public static TypedForm Of(Me me) =>
        new()
        {
            [Language] = me.Language.Length > 0 ? me.Language : Say.Language,
            [Unit] = me.Unit.ToString(),
            [Zone] = me.Zone,
        };

    public static TypedForm Read(IFormCollection posted)
    {
        var form = new TypedForm().Take(posted);
        if (!Say.Languages.Contains(form[Language], StringComparer.Ordinal))
        {
            form.Refuse(Language, Say.It("Choose one of the languages."));
        }

        if (FieldChoices.ReadUnit(form[Unit]) is null)
        {
            form.Refuse(Unit, Say.It("Choose mg/dL or mmol/L."));
        }

        if (!FieldChoices.IsZone(form[Zone]))
        {
            form.Refuse(Zone, Say.It("Choose a time zone from the list, as in Europe/Madrid."));
        }

        return form;
    }
}
