using Scout.Core.Contacts;
using Scout.Server.Accounts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>Whoever forms name by a number.</summary>
internal static class ContactByNumber
{
    /// <summary>The contact of the account's book with this number; a new one where there is none. Returns its id.</summary>
    /// <param name="name">Of somebody new.</param>
    public static async Task<string> ContactWithAsync(
        this Session session,
        string account,
        Viewer viewer,
        Me me,
        PhoneNumber phone,
        string name,
        DateTimeOffset now
    )
    {
        var book = await session.ContactsAsync(account, now);
        if (book.FirstOrDefault(card => card.Phone == phone.E164) is { } known)
        {
            return known.Id;
        }

        return await session.AddContactAsync(
            account,
            viewer,
            new ContactDraft(
                name,
                phone,
                me.Language.Length == 0 ? Say.Language : me.Language,
                me.Unit,
                me.Zone,
                Quiet: null
            ),
            now
        );
    }
}
