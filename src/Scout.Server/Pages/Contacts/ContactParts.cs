using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Contacts;

/// <summary>Who is reached for which watch, and in which order.</summary>
internal static class ContactParts
{
    /// <summary>The person, the emergency contact and five more.</summary>
    public const int MostMembers = 7;

    public static Task<IResult> MoveAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            context,
            (members, form) =>
            {
                var place = members.IndexOf(id);
                var other = place + (form["way"] == "up" ? -1 : 1);
                if (place >= 0 && other >= 0 && other < members.Count)
                {
                    (members[place], members[other]) = (members[other], members[place]);
                }

                return Refusal.None;
            },
            cancellationToken
        );

    public static Task<IResult> JoinAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            context,
            (members, _) =>
            {
                if (members.Contains(id))
                {
                    return Refusal.None;
                }

                if (members.Count >= MostMembers)
                {
                    return Refusal.Full;
                }

                members.Add(id);
                return Refusal.None;
            },
            cancellationToken
        );

    public static Task<IResult> LeaveAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            context,
            (members, _) =>
            {
                if (members is [var only] && only == id)
                {
                    return Refusal.Alone;
                }

                members.Remove(id);
                return Refusal.None;
            },
            cancellationToken
        );

    private static async Task<IResult> ChangeAsync(
        string id,
        HttpContext context,
        Func<List<string>, IFormCollection, Refusal> change,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var watch = form["watch"].ToString();
        var viewer = context.User.Viewer();
        var database = context.RequestServices.GetRequiredService<Database>();
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var (isFound, refusal) = await database.WriteAsync(
            async session =>
            {
                // The watch is locked: two who change its people change them one after the other.
                var found = await session.FirstOrDefaultAsync<string>(
                    $"""
                    select id from watches
                    where id = @watch and account_id = @Account and removed_at is null and kind <> 'self'
                      and declared_by <> 'environment' {session.ForUpdate}
                    """,
                    new { watch, viewer.Account }
                );
                if (found is null || await session.FindContactAsync(viewer.Account, id, time.GetUtcNow()) is null)
                {
                    return (false, Refusal.None);
                }

                List<string> members = [.. await session.MembersAsync(watch)];
                var why = change(members, form);
                if (why is Refusal.None)
                {
                    await session.SetMembersAsync(watch, members);
                }

                return (true, why);
            },
            cancellationToken
        );
        return !isFound ? TypedResults.NotFound()
            : refusal is Refusal.None ? ContactsEndpoints.Back(id)
            : await ContactsEndpoints.ListAsync(context, id, Words(refusal));
    }

    private static string Words(Refusal refusal) =>
        refusal is Refusal.Full
            ? Say.It("A watch reaches seven people at most: one who is called and six who are texted.")
            : Say.It("This is the only person who is reached for this watch. Add somebody else first.");

    private enum Refusal
    {
        None,
        Full,
        Alone,
    }
}
