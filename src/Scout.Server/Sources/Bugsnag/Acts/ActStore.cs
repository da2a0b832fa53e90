using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Replies;
using Scout.Server.Contacts;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Bugsnag.Acts;

/// <summary>Where an act stands.</summary>
internal enum ActState
{
    /// <summary>It is to be sent at next_at.</summary>
    Waiting,

    /// <summary>It is being sent, or whoever sent it died before the answer.</summary>
    Sending,

    /// <summary>Its result is known.</summary>
    Over,
}

/// <summary>Something that the source is to be told.</summary>
internal sealed record ActRow
{
    public required string Id { get; init; }

    public required string WatchId { get; init; }

    public required string AlertId { get; init; }

    public required SourceAct Act { get; init; }

    public required string Project { get; init; }

    public required string Error { get; init; }

    /// <summary>Of a comment.</summary>
    public required string Words { get; init; }

    public string? ContactId { get; init; }

    /// <summary>Of a snooze.</summary>
    public long? Until { get; init; }

    public required ActState State { get; init; }

    public required long CreatedAt { get; init; }

    public required long NextAt { get; init; }

    public required long Tries { get; init; }

    public SourceHandle Handle => new(Project, Error);

    public DateTimeOffset? UntilTime => Until is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>The first try asks for what the person asked for; later ones for what is left of it.</summary>
    public long SecondsAt(DateTimeOffset now) =>
        Until is { } until
            ? Math.Max(1, (until - (Tries <= 1 ? CreatedAt : now.ToUnixTimeMilliseconds()) + 999) / 1000)
            : 0;
}

/// <summary>The outbox of acts.</summary>
internal static class ActStore
{
    /// <summary>An act that Scout caused comes back as news within this.</summary>
    private static readonly TimeSpan EchoWithin = TimeSpan.FromSeconds(120);

    /// <summary>What a turn decided to tell, in the turn's own transaction.</summary>
    public static async Task KeepActsAsync(
        this Session session,
        string watch,
        ImmutableArray<AlertEffect> effects,
        DateTimeOffset now
    )
    {
        foreach (var tell in effects.OfType<AlertEffect.TellSource>())
        {
            if (tell.Act is not SourceAct.Comment)
            {
                // What waits for another try is not what people want any more.
                session.Later(
                    """
                    update source_acts set state = 'Over', result = 'Overtaken', done_at = @now
                    where alert_id = @Alert and state = 'Waiting' and act <> 'Comment'
                    """,
                    new { tell.Alert, now = now.ToUnixTimeMilliseconds() }
                );
            }

            session.Later(
                """
                insert into source_acts (
                    id, watch_id, alert_id, place, topic, act, project, error, words, contact_id, until, state, created_at,
                    next_at)
                values (
                    @id, @watch, @Alert,
                    (select coalesce(max(place), 0) + 1 from source_acts where alert_id = @Alert),
                    @Topic, @act, @Project, @Error, @words, @Contact, @until, 'Waiting', @now, @now)
                """,
                new
                {
                    id = Guid.CreateVersion7(now).ToString("N"),
                    watch,
                    tell.Alert,
                    tell.Topic,
                    act = tell.Act.ToString(),
                    tell.Handle.Project,
                    tell.Handle.Error,
                    words = tell.Act is SourceAct.Comment ? Taken(await session.NameOfAsync(tell.By), tell.Way) : "",
                    tell.Contact,
                    until = tell.Until?.ToUnixTimeMilliseconds(),
                    now = now.ToUnixTimeMilliseconds(),
                }
            );
            await session.SetAsync(ActWork.WorkKind, tell.Alert, now, ActWork.Rank);
        }
    }

    /// <summary>What is not over of an alert, oldest first. Its watch is locked.</summary>
    public static async Task<IReadOnlyList<ActRow>> ActsAsync(this Session session, string alert)
    {
        // One order of locks: the watch first, as a turn does.
        await session.ExecuteAsync(
            $"select id from watches where id = (select watch_id from alerts where id = @alert) {session.ForUpdate}",
            new { alert }
        );
        return await session.QueryAsync<ActRow>(
            """
            select id, watch_id, alert_id, act, project, error, words, contact_id, until, state, created_at, next_at,
                   tries
            from source_acts
            where alert_id = @alert and state <> 'Over'
            order by place
            """,
            new { alert }
        );
    }

    public static async Task<bool> HasActsAsync(this Session session, string alert) =>
        await session.ScalarAsync<long>(
            "select count(*) from source_acts where alert_id = @alert and state <> 'Over' and act <> 'Comment'",
            new { alert }
        ) > 0;

    public static void Sends(this Session session, ActRow act, DateTimeOffset now) =>
        session.Later(
            "update source_acts set state = 'Sending', tries = tries + 1, sent_at = @now where id = @Id",
            new { act.Id, now = now.ToUnixTimeMilliseconds() }
        );

    public static void TriesAgain(this Session session, ActRow act, DateTimeOffset at) =>
        session.Later(
            "update source_acts set state = 'Waiting', next_at = @at where id = @Id",
            new { act.Id, at = at.ToUnixTimeMilliseconds() }
        );

    public static void Ends(this Session session, ActRow act, SourceResult result, DateTimeOffset now) =>
        session.Later(
            "update source_acts set state = 'Over', result = @result, done_at = @now where id = @Id",
            new
            {
                act.Id,
                result = result.ToString(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>Scout caused it: the source only tells what it was told. Each act has one echo.</summary>
    public static async Task<bool> IsEchoAsync(this Session session, string watch, SourceEvent told, DateTimeOffset now)
    {
        var act = told.Ask switch
        {
            EventAsk.Over => SourceAct.Close,
            EventAsk.Snooze => SourceAct.Snooze,
            EventAsk.Reopen => SourceAct.Reopen,
            _ => SourceAct.Comment,
        };
        return act is not SourceAct.Comment
            && await session.ExecuteAsync(
                """
                update source_acts set echoed_at = @now
                where id = (
                    select id from source_acts
                    where watch_id = @watch and topic = @Topic and act = @act and echoed_at is null and sent_at >= @since
                    order by alert_id, place
                    limit 1)
                """,
                new
                {
                    watch,
                    told.Topic,
                    act = act.ToString(),
                    since = (now - EchoWithin).ToUnixTimeMilliseconds(),
                    now = now.ToUnixTimeMilliseconds(),
                }
            ) > 0;
    }

    /// <summary>A first name at most, and never a number: comments are read by everybody of the organisation.</summary>
    internal static string Taken(string? name, ReplyWay way)
    {
        var first = name?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var who =
            first.Length == 0 || name == DeclaredProjectKeeper.OnDuty || first.Any(char.IsAsciiDigit)
                ? "whoever is on duty"
                : first;
        var by = way switch
        {
            ReplyWay.Text => " via SMS",
            ReplyWay.Key => " via phone",
            _ => "",
        };
        return $"Acknowledged by {who}{by} (Scout)";
    }
}
