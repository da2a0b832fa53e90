using Scout.Core.Events;
using Scout.Core.Watches;

namespace Scout.Core.Bugsnag;

/// <summary>From trigger to event: which alert it is about and what it asks of it.</summary>
internal static class BugsnagEvents
{
    /// <summary>What no person closes and Bugsnag does not take back is over after this long without another word.</summary>
    private static readonly TimeSpan QuietEnds = TimeSpan.FromHours(2);

    private static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(366);

    /// <summary>Null: a person's act on an error that is not named, so it cannot be applied.</summary>
    public static SourceEvent? Of(BugsnagBody body)
    {
        if (body.IsTest)
        {
            return Event(body, new EventAsk.Note(), EventRepeat.WithinMinutes) with { Topic = "", IsTest = true };
        }

        return body.Trigger switch
        {
            "firstException" or "errorEventFrequency" or "powerTen" => Happened(body, tellsHolder: true),
            "exception" => Happened(body, tellsHolder: false),
            "reopened" => Happened(body, tellsHolder: false, again: true),
            "projectSpiking" => OfProject(body, Severity.Urgent),
            "projectSamplingStarted" or "projectApproachingRateLimit" => OfProject(body, Severity.Warning),
            "errorStateManualChange" => body.Error.Length > 0 ? Changed(body) : null,
            "comment" => body.Error.Length > 0 ? Commented(body) : null,
            "release" => Released(body),
            _ => Event(body, new EventAsk.Note(), EventRepeat.WithinDay) with { IsKnown = false },
        };
    }

    private static SourceEvent Happened(BugsnagBody body, bool tellsHolder, bool again = false) =>
        Event(
            body,
            new EventAsk.Occur { TellsHolder = tellsHolder, Again = again },
            body.Error.Length > 0 ? EventRepeat.WithinDay : EventRepeat.WithinMinutes
        );

    private static SourceEvent OfProject(BugsnagBody body, Severity severity)
    {
        var ask = new EventAsk.Occur { TellsHolder = false, EndsAfter = QuietEnds };
        var told = Event(body, ask, EventRepeat.WithinMinutes);
        var rate = body.Root.In("trigger").WholeOf("rate");
        return told with
        {
            Topic = body.ProjectTopic(body.Trigger),
            Severity = severity,
            // What may come with it is one error of many.
            Facts = new ProblemFacts(told.Facts.Headline, told.Facts.Project)
            {
                Count = Told.Count(rate),
                Link = Told.Link(body.Root.In("project").TextOf("url")),
            },
        };
    }

    private static SourceEvent Changed(BugsnagBody body)
    {
        EventAsk ask = body.Root.In("trigger").TextOf("stateChange") switch
        {
            "fixed" or "ignored" => new EventAsk.Over(),
            "snoozed" => new EventAsk.Snooze(SnoozedFor(body)),
            "reopened" or "unignored" or "snoozeCancelled" => new EventAsk.Reopen(),
            _ => new EventAsk.Note(),
        };
        return Event(body, ask, EventRepeat.LastOfTopic);
    }

    /// <summary>Only a time snooze has a length: in seconds as it is sent, in minutes as it is documented.</summary>
    private static TimeSpan? SnoozedFor(BugsnagBody body)
    {
        var rule = body.Root.In("trigger").In("snoozeRule");
        var (sent, documented) = (rule.TextOf("ruleType"), rule.TextOf("type"));
        TimeSpan? unit =
            sent is "occurs_after" ? TimeSpan.FromSeconds(1)
            : sent.Length == 0 && documented is "occurs_after" ? TimeSpan.FromMinutes(1)
            : null;
        return unit is { } one && rule.WholeOf("ruleValue") is > 0 and var value && value <= LongestSnooze / one
            ? one * value
            : null;
    }

    private static SourceEvent Commented(BugsnagBody body)
    {
        var comment = body.Root.In("comment");
        var said = Told.Short(comment.TextOf("message"), Told.LongestText);
        var told = Identified(Event(body, new EventAsk.Note(), EventRepeat.WithinDay), "comment", comment.TextOf("id"));
        return said.Length == 0 ? told : told with { Words = $"{told.Words}: {said}" };
    }

    private static SourceEvent Released(BugsnagBody body)
    {
        var release = body.Root.In("release");
        var told = Event(body, new EventAsk.Note(), EventRepeat.WithinDay);
        var version = Told.Short(release.TextOf("version"), Told.LongestName);
        return Identified(told, "release", release.TextOf("id")) with
        {
            Topic = body.ProjectTopic("release"),
            Release = version,
            Words = $"{told.Words} {version}".Trim(),
            By = Told.Short(release.TextOf("releasedBy"), Told.LongestName),
        };
    }

    private static SourceEvent Identified(SourceEvent told, string kind, string id) =>
        id.Length > 0 ? told with { Identity = $"{kind}:{id}", Repeat = EventRepeat.Ever } : told;

    private static SourceEvent Event(BugsnagBody body, EventAsk ask, EventRepeat repeat)
    {
        var error = body.Fields;
        return new SourceEvent(body.Trigger, body.Topic, $"body:{body.Hash}", repeat, ask)
        {
            By = Told.Short(body.Root.In("user").TextOf("name"), Told.LongestName),
            Words = Told.Short(body.Message.Length > 0 ? body.Message : body.Trigger, Told.LongestText),
            ReleaseTopic = body.ProjectTopic("release"),
            Facts = new ProblemFacts(
                Told.Short(body.Message, Told.LongestText),
                Told.Short(body.Root.In("project").TextOf("name"), Told.LongestName)
            )
            {
                Class = Told.Short(error.TextOf("exceptionClass"), Told.LongestName),
                Message = Told.Short(error.TextOf("message"), Told.LongestMessage),
                Context = Told.Short(error.TextOf("context"), Told.LongestText),
                Stage = StageOf(body),
                Count = Told.Count(error.WholeOf("occurrences")),
                At = error.TimeOf("receivedAt"),
                Link = Told.Link(error.TextOf("url")),
                Handle = SourceHandle.Of(body.Project, body.Error),
            },
        };
    }

    private static string StageOf(BugsnagBody body) =>
        Told.Short(body.Fields.TextOf("releaseStage"), Told.LongestName) is { Length: > 0 } stage
            ? stage
            : Told.Short(body.Fields.In("app").TextOf("releaseStage"), Told.LongestName);
}
