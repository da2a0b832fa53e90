using Scout.Core.Contacts;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Contacts;

/// <summary>The form of one contact: from a card, and back to a draft.</summary>
internal static class ContactForm
{
    public static TypedForm Of(ContactCard card) =>
        Manner(new TypedForm { ["name"] = card.Name, ["phone"] = card.Phone }, card);

    public static TypedForm New(Me me) =>
        new()
        {
            ["language"] = me.Language.Length > 0 ? me.Language : Say.Language,
            ["unit"] = me.Unit.ToString(),
            ["zone"] = me.Zone,
        };

    /// <summary>Fills in how a contact wants to be spoken to.</summary>
    public static TypedForm Manner(TypedForm form, ContactCard card)
    {
        form["language"] = FieldChoices.ReadLanguage(card.Language)?.Split('-')[0] ?? Say.English;
        form["unit"] = card.Unit.ToString();
        form["zone"] = card.Zone;
        form["quiet_from"] = card.Quiet is { } quiet ? quiet.Text[..5] : "";
        form["quiet_until"] = card.Quiet is { } until ? until.Text[6..] : "";
        return form;
    }

    /// <summary>Null: the form says what is wrong.</summary>
    public static ContactDraft? Read(TypedForm form, NumberRules numbers)
    {
        var name = ReadName(form, "name");
        if (!numbers.TryRead(form["phone"], out var phone, out var refusal))
        {
            form.Refuse("phone", CoreWords.Of(refusal));
        }

        var (language, unit, zone, quiet) = ReadManner(form);
        return form.IsFine ? new ContactDraft(name, phone!, language, unit, zone, quiet) : null;
    }

    public static string ReadName(TypedForm form, string field)
    {
        var name = string.Join(' ', form[field].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length == 0)
        {
            form.Refuse(field, Say.It("The name is missing. Messages and this page call the person by it."));
        }
        else if (name.Length > 60 || name.Any(char.IsControl))
        {
            form.Refuse(field, Say.It("A name has 60 letters at most."));
        }

        return name;
    }

    public static (string Language, GlucoseUnit Unit, string Zone, QuietHours? Quiet) ReadManner(TypedForm form)
    {
        var language = FieldChoices.ReadLanguage(form["language"]);
        if (language is null)
        {
            form.Refuse("language", Say.It("Choose one of the languages in the list."));
        }

        var unit = FieldChoices.ReadUnit(form["unit"]);
        if (unit is null)
        {
            form.Refuse("unit", Say.It("Choose mg/dL or mmol/L."));
        }

        if (!FieldChoices.IsZone(form["zone"]))
        {
            form.Refuse("zone", Say.It("Choose a time zone from the list, for example Europe/Berlin."));
        }

        if (!QuietHours.TryParse(form["quiet_from"], form["quiet_until"], out var quiet, out var refusal))
        {
            form.Refuse("quiet_from", CoreWords.Of(refusal));
        }

        return (language ?? Say.English, unit ?? GlucoseUnit.MgDl, form["zone"], quiet);
    }
}
