using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Due;
using Scout.Server.Push;
using Scout.Server.Replies;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>What a turn ordered becomes rows: deliveries and due work, in the turn's own transaction.</summary>
internal static class OrderStore
{
    /// <summary>An alert's message that could not leave for this long says nothing true any more.</summary>
    private static readonly TimeSpan AlertLife = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan NoticeLife = TimeSpan.FromMinutes(60);

    public static async Task KeepOrdersAsync(
        this Session session,
        string watch,
        IReadOnlyDictionary<string, Recipient> recipients,
        ImmutableArray<AlertEffect> effects,
        DateTimeOffset now
    )
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case AlertEffect.Hush hush:
                    await session.HushAsync(hush.Alert, now);
                    break;
                case AlertEffect.Reach reach when recipients.TryGetValue(reach.Contact, out var recipient):
                    await session.OrderAsync(watch, reach, recipient, recipients, now);
                    break;
            }
        }
    }

    /// <summary>Texts about the watch itself: they belong to no alert.</summary>
    public static async Task KeepNoticesAsync(
        this Session session,
        string watch,
        IReadOnlyDictionary<string, Recipient> recipients,
        ImmutableArray<WatchNotice> notices,
        DateTimeOffset now
    )
    {
        foreach (var notice in notices)
        {
            if (recipients.TryGetValue(notice.Contact, out var recipient))
            {
                // Until and since make it one: the same pause is told once, a changed one again.
                var facts = notice.Facts;
                var until = (facts.Until ?? facts.Since).ToUnixTimeMilliseconds();
                var order = new Order(
                    $"{watch}.{notice.Purpose}.{facts.Since.ToUnixTimeMilliseconds()}.{until}.{notice.Contact}",
                    null,
                    notice.Purpose,
                    Round: 0,
                    Step: 0,
                    Channel.Text,
                    now,
                    await session.ForAsync(recipient, facts, recipients)
                );
                await session.InsertAsync(watch, order, recipient, now);
                if (recipient.HasScreens)
                {
                    var push = order with { Id = $"{order.Id}.{Channel.Push}", Channel = Channel.Push };
                    await session.InsertAsync(watch, push, recipient, now);
                }
            }
        }
    }

    private static async Task OrderAsync(
        this Session session,
        string watch,
        AlertEffect.Reach reach,
        Recipient recipient,
        IReadOnlyDictionary<string, Recipient> recipients,
        DateTimeOffset now
    )
    {
        // The name is the decision itself: ordering it twice is ordering it once.
        var id = $"{reach.Alert}.{reach.Purpose}.{reach.Round}.{reach.Step}.{reach.Contact}.{reach.Channel}";
        if (reach is { Purpose: Purpose.Alert, Channel: Channel.Call })
        {
            session.Supersede(reach, now);
        }

        if (reach.Purpose is Purpose.Alert)
        {
            session.Fold(reach, now);
        }

        var facts = await session.ForAsync(recipient, reach.Facts, recipients);
        if (reach is { Purpose: Purpose.Alert or Purpose.Again, Channel: not Channel.Push }) // a screen has a button in place of a code
        {
            facts = facts with { ReplyCode = await session.ReplyCodeAsync(recipient.Phone, reach.Alert, now) };
            await session.GiveFellowsAsync(recipient.Phone, reach.Alert, facts.Fellows ?? [], now);
        }

        var order = new Order(
            id,
            reach.Alert,
            reach.Purpose,
            reach.Round,
            reach.Step,
            reach.Channel,
            reach.NotBefore,
            facts
        );
        await session.InsertAsync(watch, order, recipient, now);
    }

    private static async Task InsertAsync(
        this Session session,
        string watch,
        Order order,
        Recipient recipient,
        DateTimeOffset now
    )
    {
        session.Later(
            """
            insert into deliveries (
                id, alert_id, watch_id, contact_id, phone, channel, purpose, round, step, severity, facts, state,
                not_before, expires_at, created_at)
            values (
                @Id, @Alert, @watch, @contact, @Phone, @channel, @purpose, @Round, @Step, @severity, @facts, 'Queued',
                @notBefore, @expires, @now)
            on conflict do nothing
            """,
            new
            {
                order.Id,
                order.Alert,
                watch,
                contact = recipient.Id,
                Phone = order.Channel is Channel.Push ? "" : recipient.Phone,
                channel = order.Channel.ToString(),
                purpose = order.Purpose.ToString(),
                order.Round,
                order.Step,
                severity = order.Facts.Severity.ToString(),
                facts = ScoutJson.Write(order.Facts),
                notBefore = order.NotBefore.ToUnixTimeMilliseconds(),
                expires = (
                    order.NotBefore + (order.Purpose is Purpose.Alert ? AlertLife : NoticeLife)
                ).ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        var kind = order.Channel is Channel.Push ? PushWorker.WorkKind : DeliveryWorker.WorkKind;
        var rank = QueueOrder.RankOf(order.Purpose, order.Facts.Severity);
        await session.SetAsync(kind, order.Id, order.NotBefore, rank);
    }

    /// <summary>Calls of earlier rounds that still wait, or are to be tried again, give way to the new one.</summary>
    private static void Supersede(this Session session, AlertEffect.Reach reach, DateTimeOffset now)
    {
        session.Later(
            """
            update deliveries
            set state = 'Cancelled', said = 'a later round took its place', finished_at = @now
            where alert_id = @Alert and contact_id = @Contact and channel = 'Call' and purpose = 'Alert'
              and state = 'Queued' and round < @Round
            """,
            new
            {
                reach.Alert,
                reach.Contact,
                reach.Round,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        session.Later(
            """
            update deliveries
            set expires_at = 0
            where alert_id = @Alert and contact_id = @Contact and channel = 'Call' and purpose = 'Alert'
              and finished_at is null and round < @Round
            """,
            new
            {
                reach.Alert,
                reach.Contact,
                reach.Round,
            }
        );
    }

    /// <summary>What waits for the end of quiet hours gives way to whatever reaches the contact before.</summary>
    private static void Fold(this Session session, AlertEffect.Reach reach, DateTimeOffset now) =>
        session.Later(
            """
            update deliveries
            set state = 'Cancelled', said = 'told otherwise before quiet hours ended', finished_at = @now
            where alert_id = @Alert and contact_id = @Contact and channel in ('Text', 'Push') and purpose = 'Alert'
              and state = 'Queued' and not_before > @now and round < @Round
            """,
            new
            {
                reach.Alert,
                reach.Contact,
                reach.Round,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    private static async Task HushAsync(this Session session, string alert, DateTimeOffset now)
    {
        session.Later(
            """
            update deliveries
            set state = 'Cancelled', said = 'dealt with', finished_at = @now
            where alert_id = @alert and purpose = 'Alert' and state = 'Queued'
            """,
            new { alert, now = now.ToUnixTimeMilliseconds() }
        );
        session.Later(
            """
            update deliveries
            set expires_at = 0 -- what is leaving now does not try again
            where alert_id = @alert and purpose = 'Alert' and finished_at is null
            """,
            new { alert }
        );
        var live = await session.QueryAsync<string>(
            """
            select a.id
            from attempts a
            join deliveries d on d.id = a.delivery_id
            where d.alert_id = @alert and d.purpose = 'Alert' and d.channel = 'Call'
              and d.finished_at is null and a.state in ('Sending', 'Doubt', 'Accepted')
            """,
            new { alert }
        );
        foreach (var attempt in live)
        {
            await session.SetAsync(HangUpWork.WorkKind, attempt, now, QueueOrder.UnderWay);
        }
    }

    private static async Task<MessageFacts> ForAsync(
        this Session session,
        Recipient recipient,
        MessageFacts facts,
        IReadOnlyDictionary<string, Recipient> recipients
    ) =>
        facts with
        {
            Unit = recipient.Unit,
            Zone = recipient.Zone,
            Language = recipient.Language,
            By =
                facts.By is null ? null
                : recipients.TryGetValue(facts.By, out var actor) ? actor.Name
                : await session.NameOfAsync(facts.By),
        };

    /// <summary>What one row of the outbox is about.</summary>
    private sealed record Order(
        string Id,
        string? Alert,
        Purpose Purpose,
        int Round,
        int Step,
        Channel Channel,
        DateTimeOffset NotBefore,
        MessageFacts Facts
    );
}
