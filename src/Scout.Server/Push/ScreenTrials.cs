using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.Push;

/// <summary>Sends a message to all screens of a contact when nothing is wrong, to see that one would come.</summary>
internal sealed class ScreenTrials(Database database, TimeProvider time)
{
    private const int MostAnHour = 12;

    public Task<Asked> OrderAsync(string account, string contact, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                if (await session.FindContactAsync(account, contact, now) is not { } card)
                {
                    return Asked.NotFound;
                }

                var lately = await session.ScalarAsync<long>(
                    """
                    select count(*) from deliveries
                    where contact_id = @contact and channel = 'Push' and purpose = 'Test' and created_at > @since
                    """,
                    new { contact, since = now.AddHours(-1).ToUnixTimeMilliseconds() }
                );
                if (lately >= MostAnHour)
                {
                    return Asked.TooMany;
                }

                var facts = new MessageFacts(card.Name, RuleKind.Impaired, Severity.Info, now)
                {
                    Language = card.Language,
                    Unit = card.Unit,
                    Zone = card.Zone,
                };
                await session.OrderLooseAsync(Purpose.Test, Channel.Push, card.Id, phone: "", facts, now);
                return Asked.Ordered;
            },
            cancellationToken
        );
}
