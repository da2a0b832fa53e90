using System.Net;
using Scout.Core.Contacts;
using Scout.Core.Nightscout;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Profile;

/// <summary>The form of a watch: from what is stored, and back to a draft. Field names are the original's where it had one.</summary>
internal sealed class WatchForm(WatchSheet? sheet, NumberRules numbers, DeclaredSays says, bool allowHttp)
{
    public const int MostExtra = 5;
    public const string Extra = "extra_contacts[]";
    public const string ExtraName = "extra_names[]";

    private bool IsDeclared => sheet is { IsDeclared: true };

    /// <param name="start">Limits and times of a new watch.</param>
    public TypedForm Fill(Me me, WatchSettings start)
    {
        var form = ContactForm.New(me);
        if (sheet is null)
        {
            LimitsForm.Fill(form, start, me.Unit);
            return form;
        }

        form["name"] = sheet.Name;
        form["nightscout_api"] = sheet.Site?.AbsoluteUri ?? "";
        var members = sheet.Members;
        if (members is [var person, ..])
        {
            ContactForm.Manner(form, person);
            form["phone"] = person.Phone;
        }

        form["emerg_contact"] = members.Count > 1 ? members[1].Phone : "";
        form["emerg_name"] = members.Count > 1 ? members[1].Name : "";
        form.SetAll(Extra, members.Skip(2).Select(card => card.Phone));
        form.SetAll(ExtraName, members.Skip(2).Select(card => card.Name));
        LimitsForm.Fill(form, sheet.Settings, members is [var first, ..] ? first.Unit : me.Unit);
        return form;
    }

    /// <summary>Null: the form says what is wrong.</summary>
    /// <param name="before">The form as it was filled: what settings declare stays so, whatever was posted.</param>
    public WatchDraft? Read(TypedForm form, TypedForm before, WatchSettings start)
    {
        if (IsDeclared)
        {
            Keep(form, before);
        }

        var address = Site(form);
        var name = address is null && form["name"].Length == 0 ? "" : Name(form, address?.Site);
        var phone = Phone(form, "phone", form["phone"]);
        var others = Others(form, phone);
        var (language, unit, zone, quiet) = ContactForm.ReadManner(form);
        var settings = LimitsForm.Read(form, sheet?.Settings ?? start, unit);
        if (!form.IsFine || address is null || phone is null)
        {
            return null;
        }

        var person = new PersonDraft(phone, language, unit, zone, quiet);
        return new WatchDraft(name, address.Site, CredentialOf(form, address), person, [.. others], settings);
    }

    /// <summary>The site alone, to try it. Null: the form says what is wrong.</summary>
    /// <returns>Credential null: the kept one.</returns>
    public (Uri Site, NightscoutCredential? Credential)? ReadSite(TypedForm form, TypedForm before)
    {
        if (IsDeclared)
        {
            Keep(form, before);
        }

        return Site(form) is { } address && form.IsFine ? (address.Site, CredentialOf(form, address)) : null;
    }

    private NightscoutAddress? Site(TypedForm form)
    {
        if (!NightscoutAddress.TryParse(form["nightscout_api"], allowHttp, out var address, out var problem))
        {
            form.Refuse("nightscout_api", CoreWords.Of(problem));
            return null;
        }

        var isTyped = form["nightscout_token"].Length > 0 || address.Credential is not NightscoutCredential.Anonymous;
        if (sheet is { HasCredential: true } && address.Site != sheet.Site && !isTyped && form["no_token"].Length == 0)
        {
            // What opens one site is never sent to another.
            form.Refuse(
                "nightscout_token",
                Say.It("The address is another one: type its token or secret, or tick that it needs none.")
            );
        }

        return address;
    }

    /// <summary>Null: the kept one.</summary>
    private NightscoutCredential? CredentialOf(TypedForm form, NightscoutAddress address)
    {
        var typed = NightscoutCredential.Parse(form["nightscout_token"]);
        return typed is not NightscoutCredential.Anonymous ? typed
            : address.Credential is not NightscoutCredential.Anonymous ? address.Credential
            : form["no_token"].Length == 0 && sheet is { HasCredential: true } && address.Site == sheet.Site ? null
            : NightscoutCredential.None;
    }

    // The original had no such field: the site's own name is better than none.
    private static string Name(TypedForm form, Uri? site)
    {
        if (form["name"].Length == 0 && site is not null)
        {
            var isName = !IPAddress.TryParse(site.Host, out _) && !site.IsLoopback;
            form["name"] = isName ? site.Host.Split('.')[0] : "Nightscout";
        }

        return ContactForm.ReadName(form, "name");
    }

    private PhoneNumber? Phone(TypedForm form, string field, string typed)
    {
        if (IsDeclared)
        {
            return PhoneNumber.Parse(typed);
        }

        if (numbers.TryRead(typed, out var phone, out var refusal))
        {
            return phone;
        }

        form.Refuse(field, CoreWords.Of(refusal));
        return null;
    }

    private List<OtherDraft> Others(TypedForm form, PhoneNumber? person)
    {
        var others = new List<OtherDraft>();
        var known = new HashSet<string>(StringComparer.Ordinal) { person?.E164 ?? "" };
        Add("emerg_contact", form["emerg_name"], form["emerg_contact"], Say.It("Emergency contact"));
        var (names, phones) = (form.All(ExtraName), form.All(Extra));
        var count = 0;
        for (var place = 0; place < phones.Count; place++)
        {
            if (phones[place].Length == 0)
            {
                continue;
            }

            if (++count > MostExtra)
            {
                form.Refuse(
                    $"extra_contacts[{place}]",
                    Say.It("Scout texts the emergency contact and up to five more. This one is too many.")
                );
                continue;
            }

            var name = place < names.Count ? names[place] : "";
            Add($"extra_contacts[{place}]", name, phones[place], Say.It("Contact {0}", count + 1));
        }

        return others;

        void Add(string field, string name, string typed, string otherwise)
        {
            if (typed.Length == 0 || Phone(form, field, typed) is not { } phone)
            {
                return;
            }

            if (!known.Add(phone.E164))
            {
                form.Refuse(field, Say.It("This number stands above already. Everybody is reached once."));
                return;
            }

            others.Add(new OtherDraft(name.Length is > 0 and <= 60 ? name : null, otherwise, phone));
        }
    }

    private void Keep(TypedForm form, TypedForm before)
    {
        foreach (var field in new[] { "name", "nightscout_api", "phone", "emerg_name", "emerg_contact" })
        {
            form[field] = before[field];
        }

        form["nightscout_token"] = "";
        form["no_token"] = "";
        form.SetAll(Extra, before.All(Extra));
        form.SetAll(ExtraName, before.All(ExtraName));
        foreach (var field in FixedFields())
        {
            form[field] = before[field];
        }
    }

    /// <summary>Fields that settings say, of a declared watch.</summary>
    public IEnumerable<string> FixedFields()
    {
        if (!IsDeclared)
        {
            return [];
        }

        return new (string Field, bool IsSaid)[]
        {
            ("language", says.Language),
            ("unit", says.Unit),
            ("zone", says.Zone),
            ("urgent_low", says.Limit(RuleKind.UrgentLow)),
            ("low", says.Limit(RuleKind.Low)),
            ("high", says.Limit(RuleKind.High)),
            ("wait_after_call", says.WaitAfterCall),
            ("source_down", says.SourceDown),
        }
            .Where(one => one.IsSaid)
            .Select(one => one.Field);
    }
}
