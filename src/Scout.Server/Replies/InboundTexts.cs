using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Replies;

/// <summary>A text that somebody wrote to Scout's number.</summary>
/// <param name="Id">The carrier's id of it: the same text may come again.</param>
/// <param name="From">E.164 with +.</param>
internal sealed record InboundText(string Carrier, string Id, string From, string Body);

/// <summary>The door for texts of every carrier. A text does its work once, however often it comes.</summary>
internal sealed partial class InboundTexts(
    Database database,
    Turn turn,
    TimeProvider time,
    ILogger<InboundTexts> logger
)
{
    /// <summary>Durable when it returns.</summary>
    public async Task TakeAsync(InboundText text, CancellationToken cancellationToken)
    {
        if (await IsKnownAsync(text, cancellationToken))
        {
            return;
        }

        var (word, act) = TextWords.Read(text.Body);
        if (act is not null)
        {
            await ActAsync(text, act, cancellationToken); // before it counts as known: an act twice equals once
        }

        await KeepAsync(text, word, cancellationToken);
        LogText(text.Carrier, word);
    }

    private Task<bool> IsKnownAsync(InboundText text, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
                await session.FirstOrDefaultAsync<string>(
                    "select id from inbound_texts where carrier = @Carrier and id = @Id",
                    text
                )
                    is not null,
            cancellationToken
        );

    private async Task ActAsync(InboundText text, ReplyAct act, CancellationToken cancellationToken)
    {
        var alert = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<OpenAlert>(
                    """
                    select alerts.id as alert, alerts.watch_id as watch, deliveries.contact_id as contact
                    from deliveries
                    join alerts on alerts.id = deliveries.alert_id
                    where deliveries.phone = @From and deliveries.purpose = 'Alert' and alerts.closed_at is null
                    order by deliveries.created_at desc, deliveries.id desc
                    limit 1
                    """,
                    text
                ),
            cancellationToken
        );
        if (alert is not null)
        {
            var input = new WatchInput.Replied(alert.Alert, alert.Contact, act, ReplyWay.Text);
            await turn.TakeAsync(alert.Watch, input, cancellationToken);
        }
    }

    private Task KeepAsync(InboundText text, TextWord word, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return database.WriteAsync(
            async session =>
            {
                var isNew = await session.ExecuteAsync(
                    """
                    insert into inbound_texts (carrier, id, number, body, word, at)
                    values (@Carrier, @Id, @From, @Body, @word, @now)
                    on conflict (carrier, id) do nothing
                    """,
                    new
                    {
                        text.Carrier,
                        text.Id,
                        text.From,
                        text.Body,
                        word = word.ToString(),
                        now,
                    }
                );
                if (isNew == 1 && word is (TextWord.OptOut or TextWord.OptIn))
                {
                    long? optedOutAt = word is TextWord.OptOut ? now : null;
                    await session.ExecuteAsync(
                        "update contacts set opted_out_at = @optedOutAt where phone = @From",
                        new { text.From, optedOutAt }
                    );
                }
            },
            cancellationToken
        );
    }

    private sealed record OpenAlert
    {
        public required string Alert { get; init; }
        public required string Watch { get; init; }
        public required string Contact { get; init; }
    }

    [LoggerMessage(2301, LogLevel.Information, "A text came by {Carrier}: {Word}")]
    private partial void LogText(string carrier, TextWord word);
}
