using NodaTime;
using Scout.Core.OnCall;

namespace Scout.Core.Messages;

/// <summary>Texts about duty, each in the language and the zone of whoever reads it.</summary>
public static class DutyMessages
{
    /// <param name="until">The next hand-over; null: none within sight.</param>
    public static string Begins(string roster, Instant? until, Reader reader) =>
        Say(reader, words => words.DutyBegins(MessageParts.Name(roster), At(until, reader)));

    public static string Soon(string roster, Instant at, Reader reader) =>
        Say(reader, words => words.DutySoon(MessageParts.Name(roster), At(at, reader)!));

    /// <summary>To whoever is asked to take over.</summary>
    public static string Asked(string by, string roster, Instant until, Reader reader) =>
        Say(reader, words => words.DutyAsked(MessageParts.Name(by), MessageParts.Name(roster), At(until, reader)!));

    /// <summary>To whoever asked.</summary>
    public static string IsAsked(string whom, Reader reader) =>
        Say(reader, words => words.DutyIsAsked(MessageParts.Name(whom)));

    /// <summary>To whoever had the duty until now.</summary>
    public static string Taken(string by, string roster, Instant until, Reader reader) =>
        Say(reader, words => words.DutyTaken(MessageParts.Name(by), MessageParts.Name(roster), At(until, reader)!));

    /// <summary>To whoever has it from now on.</summary>
    public static string Yours(string roster, Instant? until, Reader reader) =>
        Say(reader, words => words.DutyYours(MessageParts.Name(roster), At(until, reader)));

    /// <summary>Who is on duty in a roster, until when, and who follows.</summary>
    /// <param name="who">Null: nobody.</param>
    public static string Now(string roster, string? who, Instant? until, string? next, Reader reader) =>
        Say(
            reader,
            words =>
                who is null
                    ? words.DutyNobody(MessageParts.Name(roster), At(until, reader))
                    : words.DutyNow(
                        MessageParts.Name(roster),
                        MessageParts.Name(who),
                        At(until, reader),
                        next is null ? null : MessageParts.Name(next)
                    )
        );

    public static string Gap(string roster, DutySpan gap, Reader reader) =>
        Say(reader, words => words.DutyGap(MessageParts.Name(roster), At(gap.Start, reader)!, At(gap.End, reader)!));

    /// <summary>A step of a plan had nobody to reach.</summary>
    public static string EmptyStep(string roster, string about, Reader reader) =>
        Say(reader, words => words.DutyEmptyStep(MessageParts.Name(roster), MessageParts.Name(about)));

    public static string NotOnDuty(Reader reader) => Say(reader, words => words.NotOnDuty);

    public static string NobodyToAsk(Reader reader) => Say(reader, words => words.NobodyToAsk);

    public static string Declined(Reader reader) => Say(reader, words => words.DutyDeclined);

    public static string WhichRoster(Reader reader) => Say(reader, words => words.WhichRoster);

    private static string Say(Reader reader, Func<Wording, string> what) =>
        Gsm7.Replace(what(Wording.For(reader.Language)));

    /// <summary>"23 Nov 08:00 CET": days matter here.</summary>
    private static string? At(Instant? time, Reader reader) =>
        time is { } instant ? MessageParts.DayAt(instant.ToDateTimeOffset(), reader.Zone) : null;
}
