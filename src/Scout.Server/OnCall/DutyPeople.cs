using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.OnCall;

/// <summary>Somebody who may be on duty, as texts and plans need them.</summary>
/// <param name="IsReachable">Calls may go there: the number was proved, or is vouched for.</param>
/// <param name="TakesTexts">Reachable, and no STOP was heard.</param>
public sealed record DutyPerson(string Name, string Phone, Reader Reader, bool IsReachable, bool TakesTexts)
{
    public QuietHours? Quiet { get; init; }

    /// <summary>Messages on screens reach this person too.</summary>
    public bool HasScreens { get; init; }

    internal Recipient ToRecipient() =>
        new(Reader.Contact, Name, Phone, Reader.Language, Reader.Unit, Reader.Zone, HasScreens);
}

/// <summary>The people of rosters, and texts to them.</summary>
internal static class DutyPeople
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Everybody in an account's book, by contact id; those who were removed from it are not there.</summary>
    public static async Task<IReadOnlyDictionary<string, DutyPerson>> DutyPeopleAsync(
        this Session session,
        string account
    ) =>
        (
            await session.QueryAsync<Row>(
                $"""
                select c.id, c.name, c.phone, c.language, c.zone, c.unit, c.opted_out_at, c.quiet,
                       (select count(*) from push_addresses p where p.contact_id = c.id and p.ended_at is null)
                       as screens,
                       case when {ContactStore.IsReachable} then 1 else 0 end as reachable
                from contacts c
                where c.account_id = @account and c.removed_at is null
                """,
                new { account }
            )
        ).ToDictionary(row => row.Id, row => row.ToPerson(), StringComparer.Ordinal);

    /// <summary>A text about duty, to somebody who takes texts; in the unit of work that decided it.</summary>
    public static async Task<bool> TellDutyAsync(
        this Session session,
        DutyPerson? person,
        Func<Reader, string> text,
        DateTimeOffset now
    )
    {
        if (person is not { TakesTexts: true })
        {
            return false;
        }

        var facts = new MessageFacts("", RuleKind.Impaired, Severity.Info, now)
        {
            Detail = text(person.Reader),
            Language = person.Reader.Language,
            Zone = person.Reader.Zone,
        };
        await session.OrderLooseAsync(
            Purpose.Duty,
            Channel.Text,
            person.Reader.Contact,
            person.Phone,
            facts,
            Life,
            now
        );
        return true;
    }

    /// <summary>The account itself as somebody who can be told; null: it never said how, or its number is not proved.</summary>
    public static async Task<DutyPerson?> KeeperAsync(this Session session, string account)
    {
        var contact = await session.ContactOfAsync(account);
        var people = await session.DutyPeopleAsync(account);
        if (contact is not null && people.TryGetValue(contact, out var known))
        {
            return known;
        }

        // The person of its first watch, as Scout's watch over itself chooses.
        var person = await session.FirstOrDefaultAsync<string>(
            """
            select person_id from watches
            where account_id = @account and removed_at is null and person_id is not null
            order by case when kind = 'self' then 0 else 1 end, created_at, id
            """,
            new { account }
        );
        return person is null ? null : people.GetValueOrDefault(person);
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string Phone { get; init; }
        public required string Language { get; init; }
        public required string Zone { get; init; }
        public required string Unit { get; init; }
        public long? OptedOutAt { get; init; }
        public required string Quiet { get; init; }
        public required long Screens { get; init; }
        public required long Reachable { get; init; }

        public DutyPerson ToPerson() =>
            new(
                Name,
                Phone,
                new Reader(
                    Id,
                    Language,
                    Zone,
                    Enum.TryParse<GlucoseUnit>(Unit, out var unit) ? unit : GlucoseUnit.MgDl
                ),
                Reachable == 1,
                Reachable == 1 && OptedOutAt is null
            )
            {
                Quiet = QuietHours.Parse(Quiet),
                HasScreens = Screens > 0,
            };
    }
}
