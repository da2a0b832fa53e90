using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Intake;

/// <summary>Quarantine must not be silent: whose watch it is hears of it by text, once an hour, and after the quiet hours.</summary>
internal static class IntakeNotice
{
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public static async Task TellOwnerAsync(this Session session, string watch, DateTimeOffset now)
    {
        var told = await session.ScalarAsync<long?>(
            "select told_at from intake_gates where watch_id = @watch",
            new { watch }
        );
        if (told > (now - Again).ToUnixTimeMilliseconds())
        {
            return;
        }

        var owner = await session.OwnerOfAsync(watch);
        if (owner is null)
        {
            return; // the page of the watch shows it, and the next one tells
        }

        var facts = new MessageFacts(owner.About, RuleKind.Problem, Severity.Info, now)
        {
            Language = owner.Language,
            Zone = owner.Zone,
        };
        var leaves = QuietHours.Parse(owner.Quiet)?.EndAt(now, owner.Zone) ?? now;
        await session.OrderLooseAsync(Purpose.Unread, Channel.Text, owner.Id, owner.Phone, facts, Life, now, leaves);
        await session.ExecuteAsync(
            "update intake_gates set told_at = @leaves where watch_id = @watch",
            new { watch, leaves = leaves.ToUnixTimeMilliseconds() }
        );
    }

    /// <summary>Whose watch it is: the account's own contact; without one the person of the watch. Null: nobody can be texted.</summary>
    public static Task<Addressee?> OwnerOfAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<Addressee>(
            $"""
            select c.id, c.phone, c.language, c.zone, c.quiet, w.name as about
            from watches w
            join accounts a on a.id = w.account_id
            join contacts c on c.id = coalesce(a.contact_id, w.person_id)
            where w.id = @watch and c.removed_at is null and c.opted_out_at is null and {ContactStore.IsReachable}
            """,
            new { watch }
        );
}

/// <summary>Who is texted about a watch, beside its alerts.</summary>
internal sealed record Addressee
{
    public required string Id { get; init; }

    public required string Phone { get; init; }

    public required string Language { get; init; }

    public required string Zone { get; init; }

    public required string Quiet { get; init; }

    /// <summary>The name of the watch.</summary>
    public required string About { get; init; }
}
