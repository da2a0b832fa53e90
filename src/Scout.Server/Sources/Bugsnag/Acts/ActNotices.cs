using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Bugsnag.Acts;

/// <summary>What people hear when Bugsnag does not take what they did.</summary>
internal static class ActNotices
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Whoever did it.</summary>
    public static async Task TellActorAsync(
        this Session session,
        ActRow act,
        string contact,
        Alert alert,
        SourceResult result,
        DateTimeOffset now
    )
    {
        if (await session.ReaderOfAsync(contact, act.WatchId) is not { } reader)
        {
            return;
        }

        var facts = new MessageFacts(reader.About, alert.Latest.Rule, Severity.Info, alert.Latest.Since)
        {
            Problem = alert.Latest.Problem,
            Act = act.Act,
            Answer = result,
            Language = reader.Language,
            Zone = reader.Zone,
        };
        await session.OrderLooseAsync(Purpose.NotTaken, Channel.Text, reader.Id, reader.Phone, facts, Life, now);
    }

    /// <summary>Whose watch it is. Returns the contact; null: nobody can be texted.</summary>
    public static async Task<string?> TellKeyRefusedAsync(this Session session, string watch, DateTimeOffset now)
    {
        if (await session.OwnerOfAsync(watch) is not { } owner)
        {
            return null;
        }

        var facts = new MessageFacts(owner.About, RuleKind.Problem, Severity.Info, now)
        {
            Language = owner.Language,
            Zone = owner.Zone,
        };
        await session.OrderLooseAsync(Purpose.KeyRefused, Channel.Text, owner.Id, owner.Phone, facts, Life, now);
        return owner.Id;
    }

    private static Task<Addressee?> ReaderOfAsync(this Session session, string contact, string watch) =>
        session.FirstOrDefaultAsync<Addressee>(
            $"""
            select c.id, c.phone, c.language, c.zone, c.quiet, w.name as about
            from contacts c
            join watches w on w.id = @watch
            where c.id = @contact and c.removed_at is null and c.opted_out_at is null and {ContactStore.IsReachable}
            """,
            new { contact, watch }
        );
}
