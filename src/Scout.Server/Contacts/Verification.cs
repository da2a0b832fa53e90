using System.Security.Cryptography;
using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>What became of asking for a call or text.</summary>
internal enum Asked
{
    /// <summary>It is in the outbox.</summary>
    Ordered,

    /// <summary>This account has no such contact.</summary>
    NotFound,

    /// <summary>Too many within the hour.</summary>
    TooMany,

    /// <summary>The person asked for no more texts; a call may still be made.</summary>
    OptedOut,

    /// <summary>The number was not proved yet: nothing but a code may reach it.</summary>
    NotProved,
}

/// <summary>Proves that a number belongs to whoever wrote it down: six digits go to it and come back by hand.</summary>
internal sealed class Verification(Database database, MessageWriter messages, TimeProvider time)
{
    /// <summary>So that nobody uses Scout to disturb strangers, or to spend the owner's money.</summary>
    private const int MostByAccount = 12;

    public Task<Asked> SendAsync(Viewer viewer, string contact, Channel channel, CancellationToken cancellationToken)
    {
        // Outside the unit: it may run twice, and both must mean the same code.
        var digits = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6");
        var hash = CodeHash.Make(digits);
        return database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                if (await session.FindContactAsync(viewer.Account, contact, now) is not { } card)
                {
                    return Asked.NotFound;
                }

                if (channel is Channel.Text && card.OptedOutAt is not null)
                {
                    return Asked.OptedOut;
                }

                var (toNumber, byAccount) = await session.LooseSinceAsync(
                    Purpose.Verify,
                    card.Phone,
                    viewer.Account,
                    now.AddHours(-1)
                );
                if (toNumber >= NumberCode.MostAnHour || byAccount >= MostByAccount)
                {
                    return Asked.TooMany;
                }

                await KeepAsync(session, card, hash, now);
                var facts = new MessageFacts(card.Name, RuleKind.Impaired, Severity.Info, now)
                {
                    Language = card.Language,
                    Unit = card.Unit,
                    Zone = card.Zone,
                    Code = messages.Seal(digits),
                };
                await session.OrderLooseAsync(Purpose.Verify, channel, card.Id, card.Phone, facts, now);
                return Asked.Ordered;
            },
            cancellationToken
        );
    }

    /// <summary>Null: this account has no such contact.</summary>
    public async Task<CodeVerdict?> TryAsync(
        Viewer viewer,
        string contact,
        string? typed,
        CancellationToken cancellationToken
    )
    {
        // Hashing is slow on purpose: never while the tables wait.
        var digits = new string([.. (typed ?? "").Where(char.IsAsciiDigit)]);
        var hash = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<string>(
                    "select hash from codes where contact_id = @contact",
                    new { contact }
                ),
            cancellationToken
        );
        var isIt = hash is not null && CodeHash.Matches(hash, digits);
        return await database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                if (await session.FindContactAsync(viewer.Account, contact, now) is not { } card)
                {
                    return (CodeVerdict?)null;
                }

                var row = await session.FirstOrDefaultAsync<CodeRow>(
                    $"select phone, hash, tries, expires_at from codes where contact_id = @Id {session.ForUpdate}",
                    card
                );
                var sent = row is null
                    ? null
                    : new SentCode(row.Phone, (int)row.Tries, DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt));
                var verdict = NumberCode.Judge(sent, card.Phone, isIt && row?.Hash == hash, now);
                await LearnAsync(session, card, verdict, now);
                return verdict;
            },
            cancellationToken
        );
    }

    private static Task<int> KeepAsync(Session session, ContactCard card, string hash, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            insert into codes (contact_id, phone, hash, sent_at, expires_at) values (@Id, @Phone, @hash, @now, @until)
            on conflict (contact_id) do update set
                phone = excluded.phone, hash = excluded.hash, tries = 0, sent_at = excluded.sent_at,
                expires_at = excluded.expires_at
            """,
            new
            {
                card.Id,
                card.Phone,
                hash,
                now = now.ToUnixTimeMilliseconds(),
                until = (now + NumberCode.Life).ToUnixTimeMilliseconds(),
            }
        );

    private static Task LearnAsync(Session session, ContactCard card, CodeVerdict verdict, DateTimeOffset now) =>
        verdict switch
        {
            CodeVerdict.Right => session.ExecuteAsync(
                """
                update contacts set verified_at = @now where id = @Id;
                delete from codes where contact_id = @Id
                """,
                new { card.Id, now = now.ToUnixTimeMilliseconds() }
            ),
            CodeVerdict.Wrong or CodeVerdict.TooManyTries => session.ExecuteAsync(
                "update codes set tries = tries + 1 where contact_id = @Id",
                card
            ),
            _ => Task.CompletedTask,
        };

    private sealed record CodeRow
    {
        public required string Phone { get; init; }
        public required string Hash { get; init; }
        public required long Tries { get; init; }
        public required long ExpiresAt { get; init; }
    }
}
