using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Contacts;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Contacts;

/// <summary>Adds, changes and removes contacts.</summary>
internal static class ContactChanges
{
    public static async Task<IResult> AddAsync(
        HttpContext context,
        Database database,
        NumberRules numbers,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var form = new TypedForm().Take(await context.Request.ReadFormAsync(cancellationToken));
        if (ContactForm.Read(form, numbers) is not { } draft)
        {
            return ContactsEndpoints.Page(form, card: null);
        }

        var viewer = context.User.Viewer();
        var id = await database.WriteAsync(
            async session =>
                await session.NameOfNumberAsync(viewer.Account, draft.Phone.E164, but: null) is { } name
                    ? (Id: "", Taken: name)
                    : (Id: await session.AddContactAsync(viewer.Account, viewer, draft, time.GetUtcNow()), Taken: null),
            cancellationToken
        );
        return id.Taken is null ? ContactsEndpoints.Back(id.Id) : Taken(form, id.Taken, card: null);
    }

    public static async Task<IResult> ChangeAsync(
        string id,
        HttpContext context,
        Database database,
        NumberRules numbers,
        DeclaredSays says,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await ContactsEndpoints.FindAsync(context, id) is not { } card)
        {
            return TypedResults.NotFound();
        }

        var form = ContactForm.Of(card).Take(await context.Request.ReadFormAsync(cancellationToken));
        if (card.IsDeclared)
        {
            Keep(form, card, says);
        }

        var draft = card.IsDeclared ? ReadDeclared(form, card) : ContactForm.Read(form, numbers);
        if (draft is null)
        {
            return ContactsEndpoints.Page(form, card);
        }

        var viewer = context.User.Viewer();
        var taken = await database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                if (await session.FindContactAsync(viewer.Account, id, now) is not { } before)
                {
                    return null;
                }

                if (await session.NameOfNumberAsync(viewer.Account, draft.Phone.E164, id) is { } name)
                {
                    return name;
                }

                await session.ChangeContactAsync(before, viewer, draft, now);
                return null;
            },
            cancellationToken
        );
        return taken is null ? ContactsEndpoints.Back(id) : Taken(form, taken, card);
    }

    public static async Task<IResult> RemoveAsync(
        string id,
        HttpContext context,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var account = context.User.Viewer().Account;
        var card = await database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                var found = await session.FindContactAsync(account, id, now);
                if (found is not null && MayGo(found))
                {
                    await session.RemoveContactAsync(found, now);
                    await session.KeepSelfWatchAsync(now);
                }

                return found;
            },
            cancellationToken
        );
        return card is null ? TypedResults.NotFound()
            : MayGo(card) ? ContactsEndpoints.Back()
            : await ContactsEndpoints.ListAsync(context, id, WhyNot(card));
    }

    private static bool MayGo(ContactCard card) =>
        !card.IsDeclared && card.Rosters.Count == 0 && !card.Parts.Any(part => part.IsAlone);

    /// <summary>Null: the contact may be removed.</summary>
    public static string? WhyNot(ContactCard card)
    {
        if (card.IsDeclared)
        {
            return Say.It("This person stands in the settings of this server and is removed there.");
        }

        if (card.Rosters is [var roster, ..])
        {
            return Say.It("{0} stands in the roster {1}. Take the name out of it first.", card.Name, roster);
        }

        return card.Parts.FirstOrDefault(part => part.IsAlone) is { } alone
            ? Say.It(
                "{0} is the only person who is reached for {1}. Add somebody else first.",
                card.Name,
                alone.WatchName
            )
            : null;
    }

    private static RazorComponentResult<ContactPage> Taken(TypedForm form, string name, ContactCard? card)
    {
        form.Refuse("phone", Say.It("This number is in your contacts already, as {0}.", name));
        return ContactsEndpoints.Page(form, card);
    }

    /// <summary>What settings say is not for the page to change, whatever is posted.</summary>
    private static void Keep(TypedForm form, ContactCard card, DeclaredSays says)
    {
        var declared = ContactForm.Of(card);
        form["name"] = card.Name;
        form["phone"] = card.Phone;
        foreach (var (field, isSaid) in new[] { ("language", says.Language), ("unit", says.Unit), ("zone", says.Zone) })
        {
            form[field] = isSaid ? declared[field] : form[field];
        }
    }

    private static ContactDraft? ReadDeclared(TypedForm form, ContactCard card)
    {
        var (language, unit, zone, quiet) = ContactForm.ReadManner(form);
        return form.IsFine
            ? new ContactDraft(card.Name, PhoneNumber.Parse(card.Phone), language, unit, zone, quiet)
            : null;
    }
}
