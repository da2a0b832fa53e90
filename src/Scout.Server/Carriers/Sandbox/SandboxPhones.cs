using Scout.Server.Storage;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>One telephone as it lies on the table: whose it is, what rings, what was written.</summary>
public sealed record SandboxPhone(
    string Number,
    IReadOnlyList<string> Names,
    SandboxCall? Live,
    IReadOnlyList<SandboxCall> Earlier,
    IReadOnlyList<SandboxText> Texts
);

/// <summary>Reads the telephones: everybody who can be reached, and every number that was.</summary>
internal sealed class SandboxPhones(SandboxStore store, Database database, TimeProvider time)
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<SandboxPhone>> ListAsync(CancellationToken cancellationToken)
    {
        var since = (time.GetUtcNow() - Shown).ToUnixTimeMilliseconds();
        var contacts = await database.ReadAsync(
            session =>
                session.QueryAsync<ContactRow>(
                    """
                    select c.name, c.phone
                    from contacts c
                    left join watch_contacts w on w.contact_id = c.id
                    where c.removed_at is null
                    group by c.id, c.name, c.phone, c.created_at
                    order by min(coalesce(w.position, 99)), c.created_at, c.id
                    """
                ),
            cancellationToken
        );
        var calls = await store.CallsSinceAsync(since, cancellationToken);
        var texts = await store.TextsSinceAsync(since, cancellationToken);
        var names = contacts.ToLookup(contact => contact.Phone, contact => contact.Name);
        var callsOf = calls.ToLookup(call => call.Number);
        var textsOf = texts.ToLookup(text => text.Number);
        return
        [
            .. contacts
                .Select(contact => contact.Phone)
                .Concat(calls.Select(call => call.Number))
                .Concat(texts.Select(text => text.Number))
                .Distinct()
                .Select(number => new SandboxPhone(
                    number,
                    [.. names[number].Distinct()],
                    callsOf[number].FirstOrDefault(call => !call.IsOver),
                    [.. callsOf[number].Where(call => call.IsOver).Take(3)],
                    [.. textsOf[number].Take(6).Reverse()]
                ))
                .OrderBy(phone =>
                    phone.Live switch
                    {
                        { State: SandboxCall.Ringing } => 0,
                        not null => 1,
                        null => 2,
                    }
                ),
        ];
    }

    private sealed record ContactRow
    {
        public required string Name { get; init; }

        public required string Phone { get; init; }
    }
}
