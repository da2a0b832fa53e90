using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>Rings a contact's phone when nothing is wrong, to see that it would ring when something is.</summary>
internal sealed class TestCalls(Database database, TimeProvider time)
{
    private const int MostToNumber = 4;
    private const int MostByAccount = 12;

    public Task<Asked> OrderAsync(Viewer viewer, string contact, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                if (await session.FindContactAsync(viewer.Account, contact, now) is not { } card)
                {
                    return Asked.NotFound;
                }

                if (card.MustBeProved)
                {
                    return Asked.NotProved;
                }

                var (toNumber, byAccount) = await session.LooseSinceAsync(
                    Purpose.Test,
                    card.Phone,
                    viewer.Account,
                    now.AddHours(-1)
                );
                if (toNumber >= MostToNumber || byAccount >= MostByAccount)
                {
                    return Asked.TooMany;
                }

                var facts = new MessageFacts(card.Name, RuleKind.Impaired, Severity.Info, now)
                {
                    Language = card.Language,
                    Unit = card.Unit,
                    Zone = card.Zone,
                };
                await session.OrderLooseAsync(Purpose.Test, Channel.Call, card.Id, card.Phone, facts, now);
                return Asked.Ordered;
            },
            cancellationToken
        );
}
