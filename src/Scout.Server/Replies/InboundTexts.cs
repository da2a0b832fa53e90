using System.Collections.Immutable;
using NodaTime;
using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Deliveries;
using Scout.Server.OnCall;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Replies;

/// <summary>The door for texts of every carrier. A text does its work once, however often it comes, and is answered alike.</summary>
internal sealed partial class InboundTexts(
    Database database,
    Turn turn,
    TimeProvider time,
    ILogger<InboundTexts> logger
)
{
    /// <summary>What a stranger reads, whatever they wrote: nothing about anybody.</summary>
    public const string CalmLine =
        "Everything's perfectly all right now. We're fine. We're all fine here now, thank you. How are you?";

    /// <summary>Two machines that answer one another stop here.</summary>
    private const int MostUnclear = 5;

    private const int MostAnswers = 30;

    /// <summary>
    /// Durable when it returns, the act and its answer together. Returns the answer, null for silence: an in-band
    /// carrier hands it over; for the others it is on its way already.
    /// </summary>
    public async Task<string?> TakeAsync(InboundText text, CancellationToken cancellationToken)
    {
        var (kind, answer) = await database.WriteAsync(session => TakeAsync(session, text), cancellationToken);
        LogText(text.Carrier, kind);
        return answer;
    }

    private async Task<(TextKind Kind, string? Answer)> TakeAsync(Session session, InboundText text)
    {
        var now = time.GetUtcNow();
        if (!await session.KeepAsync(text, now))
        {
            return (TextKind.Command, await session.AnswerAsync(text));
        }

        var senders = await session.SendersAsync(text.From);
        var heard = await HearAsync(session, text, senders, now);
        var answer = heard.Text is { } said && await MayAnswerAsync(session, text, heard, now) ? said : null;
        session.KeepAnswer(text, heard.Kind, answer);
        if (answer is not null && !text.AnswersInBand && heard.Reader is { } reader)
        {
            await session.OrderAnswerAsync(reader, text.From, answer, now);
        }

        return (heard.Kind, answer);
    }

    private async Task<Heard> HearAsync(
        Session session,
        InboundText text,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    )
    {
        var reply = ReplyText.Read(text.Body);
        switch (reply)
        {
            case Reply.OptOut:
                await session.OptOutAsync(text.From, now);
                return new Heard(TextKind.OptOut, null, null);
            case Reply.OptIn when await session.OptInAsync(text.From, now):
                return senders is [var again, ..]
                    ? new Heard(TextKind.OptIn, again, ReplyMessages.TextsAreOn(again))
                    : new Heard(TextKind.OptIn, null, null);
            case Reply.Help:
                return new Heard(TextKind.Help, null, null);
        }

        if (senders.IsEmpty)
        {
            return new Heard(TextKind.Stranger, null, text.AnswersInBand ? CalmLine : null);
        }

        var duty = ReplyText.IsNo(text.Body)
            ? await session.DeclineAsync(senders, now)
            : await DutyAsync(session, reply, text.From, senders, now);
        if (duty is not null)
        {
            return new Heard(TextKind.Command, senders[0], duty) { IsAct = true };
        }

        var told = await session.ToldAsync(text.From, now);
        var decision = ReplyRules.Decide(reply, told, now, ZoneOf(senders[0]));
        return decision switch
        {
            ReplyDecision.Obey obey => await ObeyAsync(session, obey, text.From, senders),
            _ => await AnswerAsync(session, text.From, decision, told, senders, now),
        };
    }

    private static async Task<string?> DutyAsync(
        Session session,
        Reply reply,
        string phone,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    ) =>
        reply switch
        {
            Reply.Take => await session.TakeAsync(phone, senders, now),
            Reply.Cover cover => await session.CoverAsync(phone, cover.Time, senders, now),
            _ => null,
        };

    private async Task<Heard> ObeyAsync(
        Session session,
        ReplyDecision.Obey obey,
        string phone,
        ImmutableArray<Reader> senders
    )
    {
        var told = obey.Told;
        var reader = senders.First(one => one.Contact == told.Contact);
        var named = await session.FellowsAsync(phone, told.Alert.Id);
        var input = new WatchInput.Replied(told.Alert.Id, told.Contact, obey.Act, ReplyWay.Text)
        {
            Fellows = [.. named.Union(obey.Fellows).Where(one => one != told.Alert.Id)],
        };
        var decision = await turn.TakeAsync(session, told.Watch, input);
        var after = ScoutJson.ReadAlert(
            (
                await session.FirstOrDefaultAsync<string>(
                    "select state from alerts where id = @Id",
                    new { told.Alert.Id }
                )
            )!
        );
        var names = await session.NamesAsync(told.Alert, after);
        var held = told.Alert.State is AlertState.Held { By: var by } && by != told.Contact ? by : null;
        var earlier =
            held is null || obey.Act is ReplyAct.Close or ReplyAct.Escalate ? null : names.GetValueOrDefault(held);
        var tellsSource =
            decision?.Effects.Any(effect =>
                effect is AlertEffect.TellSource { Act: SourceAct.Close or SourceAct.Snooze or SourceAct.Reopen }
            )
            is true;
        var more = decision?.Alerts.Count(one => one.Id != told.Alert.Id && input.Fellows.Contains(one.Id)) ?? 0;
        var answer = ReplyMessages.AfterAct(
            told with
            {
                Alert = after,
            },
            obey.Act,
            earlier,
            names,
            reader,
            tellsSource,
            more
        );
        return new Heard(TextKind.Command, reader, answer) { IsAct = true };
    }

    /// <summary>Nothing changes here.</summary>
    private static async Task<Heard> AnswerAsync(
        Session session,
        string phone,
        ReplyDecision decision,
        ImmutableArray<ToldAlert> told,
        ImmutableArray<Reader> senders,
        DateTimeOffset now
    )
    {
        var reader = senders[0];
        var names = await session.NamesAsync(told.Select(one => one.Alert));
        switch (decision)
        {
            case ReplyDecision.Late late:
                return new Heard(TextKind.Command, reader, ReplyMessages.Late(late.Told, names, reader));
            case ReplyDecision.Answer { Reply: Reply.Who }:
                var duty = await session.DutyLinesAsync(phone, senders, now);
                var teams = await session.SummariesAsync(phone);
                return new Heard(TextKind.Command, reader, ReplyMessages.Who(duty, teams, told, names, reader));
            case ReplyDecision.Answer { Reply: Reply.Status }:
                var watches = await session.SummariesAsync(phone);
                return new Heard(TextKind.Command, reader, ReplyMessages.Status(watches, reader, now));
            case ReplyDecision.Answer { Reply: Reply.Take or Reply.Cover }:
                return new Heard(TextKind.Command, reader, ReplyMessages.NoRoster(reader));
            default:
                var isAsked = decision is ReplyDecision.Answer { Reply: Reply.List };
                var list = ReplyMessages.List(decision, told, names, reader);
                return new Heard(isAsked ? TextKind.Command : TextKind.Unclear, reader, list);
        }
    }

    /// <summary>An act is always answered; everything else only so often an hour, and Scout's own number never.</summary>
    private static async Task<bool> MayAnswerAsync(Session session, InboundText text, Heard heard, DateTimeOffset now)
    {
        if (text.From == text.To)
        {
            return false;
        }

        var since = now.AddHours(-1);
        return heard.IsAct
            || (
                await session.AnsweredAsync(text.From, kind: null, since) < MostAnswers
                && (
                    heard.Kind is not (TextKind.Unclear or TextKind.Stranger)
                    || await session.AnsweredAsync(text.From, heard.Kind, since) < MostUnclear
                )
            );
    }

    private static DateTimeZone ZoneOf(Reader reader) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(reader.Zone) ?? DateTimeZone.Utc;

    /// <summary>What a text was, and what there is to say to whom.</summary>
    private sealed record Heard(TextKind Kind, Reader? Reader, string? Text)
    {
        public bool IsAct { get; init; }
    }

    [LoggerMessage(2301, LogLevel.Information, "A text came by {Carrier}: {Kind}")]
    private partial void LogText(string carrier, TextKind kind);
}
