using Scout.Core.Contacts;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>
/// The people a form names, found in the account's book or written into it. A number that is known is that contact; a
/// new number of somebody who was there before is a changed number.
/// </summary>
internal sealed class WatchTeam(Session session, string account, Viewer viewer, DateTimeOffset now)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private IReadOnlyList<ContactCard> _book = [];

    /// <returns>Contact ids, the person first.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(WatchSheet? before, WatchDraft draft)
    {
        _book = await session.ContactsAsync(account, now);
        var members = new List<string> { await PersonAsync(before, draft) };
        List<ContactCard> free =
        [
            .. (before?.Members ?? []).Skip(1).Where(card => draft.Others.All(one => one.Phone.E164 != card.Phone)),
        ];
        foreach (var other in draft.Others)
        {
            var contact = await OtherAsync(other, draft.Person, free);
            if (!members.Contains(contact))
            {
                members.Add(contact);
            }
        }

        return members;
    }

    private async Task<string> PersonAsync(WatchSheet? before, WatchDraft draft)
    {
        var person = draft.Person;
        var current = before is { Members: [var first, ..] } ? first : null;
        var known = WithNumber(person.Phone) ?? (current is { IsDeclared: false } ? current : null);
        var name = known is null || known.Name == before?.Name ? draft.Name : known.Name;
        var contact = new ContactDraft(name, person.Phone, person.Language, person.Unit, person.Zone, person.Quiet);
        return await KeepAsync(known, contact);
    }

    private async Task<string> OtherAsync(OtherDraft other, PersonDraft person, List<ContactCard> free)
    {
        var known =
            WithNumber(other.Phone)
            ?? free.FirstOrDefault(card =>
                other.Name is not null
                && !card.IsDeclared
                && !_taken.Contains(card.Id)
                && card.Name.Equals(other.Name, StringComparison.CurrentCultureIgnoreCase)
            );
        var contact = known is null
            ? new ContactDraft(
                other.Name ?? other.Otherwise,
                other.Phone,
                person.Language,
                person.Unit,
                person.Zone,
                Quiet: null
            )
            : new ContactDraft(
                other.Name ?? known.Name,
                other.Phone,
                known.Language,
                known.Unit,
                known.Zone,
                known.Quiet
            );
        return await KeepAsync(known, contact);
    }

    private ContactCard? WithNumber(PhoneNumber phone) =>
        _book.FirstOrDefault(card => card.Phone == phone.E164 && !_taken.Contains(card.Id));

    private async Task<string> KeepAsync(ContactCard? known, ContactDraft draft)
    {
        string id;
        if (known is null)
        {
            id = await session.AddContactAsync(account, viewer, draft, now);
        }
        else
        {
            id = known.Id;
            var kept = known.IsDeclared ? draft with { Name = known.Name } : draft; // settings name it at each start
            await session.ChangeContactAsync(known, viewer, kept, now);
        }

        _taken.Add(id);
        return id;
    }
}
