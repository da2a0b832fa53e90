using Scout.Core.Alerts;
using Scout.Core.Replies;

namespace Scout.Core.Messages;

#pragma warning disable
public static class CallMessages
{
    public static CallScript Alert(MessageFacts facts, bool asksForKey, DateTimeOffset now) => throw null!;

    public static CallScript Test(MessageFacts facts, bool asksForKey) => throw null!;

    public static CallScript TestDone(MessageFacts facts) => throw null!;

    public static CallScript Goodbye(MessageFacts facts) => throw null!;

    public static CallScript Again(MessageFacts facts, bool understood, DateTimeOffset now) => throw null!;

    public static CallScript AfterKey(MessageFacts facts, ReplyAct act, Alert? after, string? earlier) => throw null!;
}

public static class TextMessages
{
    public static string Alert(MessageFacts facts, DateTimeOffset now) => throw null!;

    public static string AllClear(MessageFacts facts, DateTimeOffset now) => throw null!;

    public static string TakenBy(MessageFacts facts, DateTimeOffset now) => throw null!;

    public static string Test(MessageFacts facts) => throw null!;
}
