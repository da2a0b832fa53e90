using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>What calls say: who it is about and how urgent first, then value, trend and age, keys last.</summary>
public static class CallMessages
{
    private static readonly Speech Pause = new(SpeechKind.Pause, "");

    /// <param name="facts">With the listener's own unit, zone and language.</param>
    /// <param name="asksForKey">A key can be heard: there is a public address.</param>
    public static CallScript Alert(MessageFacts facts, bool asksForKey, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        var parts = ImmutableArray.CreateBuilder<Speech>();
        Say(parts, words.Identity(MessageParts.Name(facts.About)));
        if (facts.Rule is RuleKind.Problem)
        {
            AddProblem(parts, facts, now);
            Say(parts, asksForKey ? words.Keys(close: true) : words.NoKeys);
            return new CallScript(parts.ToImmutable(), words.Voice(facts.Language), asksForKey);
        }

        if (DeviceMessages.Tells(facts))
        {
            parts.Add(Pause);
            foreach (var sentence in DeviceMessages.Spoken(facts, now))
            {
                Say(parts, sentence);
            }

            parts.Add(Pause);
            Say(parts, asksForKey ? words.Keys(close: false) : words.NoKeys);
            return new CallScript(parts.ToImmutable(), words.Voice(facts.Language), asksForKey);
        }

        Say(
            parts,
            words.Problem(facts.Rule, facts.Latest is not null, MessageParts.Lasting(facts, now), facts.Failure)
        );
        if (facts.Rule is RuleKind.Impaired)
        {
            Say(parts, MessageParts.Line(facts.Detail ?? "", 200));
        }

        parts.Add(Pause);
        AddValue(parts, facts, words, now);
        if (facts.SensorError && facts.Rule is not RuleKind.SensorError)
        {
            Say(parts, $"{words.SensorError}.");
        }

        parts.Add(Pause);
        Say(parts, asksForKey ? words.Keys(close: facts.Rule is RuleKind.Impaired) : words.NoKeys);
        return new CallScript(parts.ToImmutable(), words.Voice(facts.Language), asksForKey);
    }

    /// <summary>For a machine that picked up: nothing about anybody's health.</summary>
    public static CallScript Voicemail(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        return Plain(facts, words.Voicemail(MessageParts.Name(facts.About)));
    }

    /// <summary>The answer to a key: the resulting state, and the script again where a key can still help.</summary>
    /// <param name="after">The alert once the key has done its work; null when it is gone.</param>
    /// <param name="earlier">The name of whoever held it before, when that was somebody else.</param>
    public static CallScript AfterKey(
        MessageFacts facts,
        ReplyAct act,
        Alert? after,
        string? earlier,
        DateTimeOffset now
    )
    {
        var words = Wording.For(facts.Language);
        var state = after?.State is AlertState.Clearing clearing ? clearing.Before : after?.State;
        if (state is AlertState.Snoozed { OnEvent: true } asleep)
        {
            return Plain(facts, ReplyMessages.Asleep(asleep, by: null, facts.Zone, words));
        }

        var until = state?.Until() is { } end ? MessageParts.At(end, facts.Zone, named: false) : "";
        var before = earlier is null ? "" : words.TakenBefore(MessageParts.Name(earlier));
        var more = ProblemMessages.More(facts, words);
        var all = more.Length == 0 ? "" : $" {more}";
        return (act, state) switch
        {
            (ReplyAct.Close, AlertState.Closed) => Plain(facts, words.Closed),
            (_, null or AlertState.Resolved or AlertState.Closed) => Plain(facts, words.AlreadyOver),
            (ReplyAct.Close, _) => Before(words.CloseRefused, Alert(facts, asksForKey: true, now)),
            (ReplyAct.Escalate, _) => Plain(facts, words.PassedOn),
            (_, AlertState.Held) => Plain(facts, before + words.Acknowledged(until) + all),
            (_, AlertState.Snoozed) => Plain(facts, before + words.Snoozed(until) + all),
            _ => Plain(facts, words.RingsOn),
        };
    }

    /// <summary>The script once more: no key came, another was pressed, or the listener asked for it.</summary>
    public static CallScript Again(MessageFacts facts, bool understood, DateTimeOffset now)
    {
        var script = Alert(facts, asksForKey: true, now);
        return understood ? script : Before(Wording.For(facts.Language).NotUnderstood, script);
    }

    /// <summary>The last repetition passed without a key.</summary>
    public static CallScript Goodbye(MessageFacts facts) => Plain(facts, Wording.For(facts.Language).NoKey);

    /// <summary>A call that only shows that calls arrive.</summary>
    public static CallScript Test(MessageFacts facts, bool asksForKey) =>
        Plain(facts, Wording.For(facts.Language).SpokenTest(asksForKey)) with
        {
            AsksForKey = asksForKey,
        };

    /// <summary>The answer to a key in a test call.</summary>
    public static CallScript TestDone(MessageFacts facts) => Plain(facts, Wording.For(facts.Language).TestDone);

    /// <summary>The test once more: no key came.</summary>
    public static CallScript TestAgain(MessageFacts facts) => Test(facts, asksForKey: true);

    /// <summary>The last repetition of a test passed without a key.</summary>
    public static CallScript TestOver(MessageFacts facts) => Plain(facts, Wording.For(facts.Language).NoTestKey);

    /// <summary>The code that proves the number, digit by digit, twice.</summary>
    public static CallScript Verify(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        var digits = new Speech(SpeechKind.Digits, words.SpokenDigits(facts.Code ?? ""));
        return new CallScript(
            [
                new Speech(SpeechKind.Sentence, words.SpokenCode),
                Pause,
                digits,
                Pause,
                new Speech(SpeechKind.Sentence, words.OnceMore),
                digits,
                Pause,
                new Speech(SpeechKind.Sentence, words.CodeHint),
            ],
            words.Voice(facts.Language),
            AsksForKey: false
        );
    }

    private static void AddProblem(ImmutableArray<Speech>.Builder parts, MessageFacts facts, DateTimeOffset now)
    {
        parts.Add(Pause);
        foreach (var sentence in ProblemMessages.Spoken(facts, now))
        {
            Say(parts, sentence);
        }

        parts.Add(Pause);
    }

    private static void AddValue(
        ImmutableArray<Speech>.Builder parts,
        MessageFacts facts,
        Wording words,
        DateTimeOffset now
    )
    {
        if (MessageParts.Value(facts.Latest) is not { } latest)
        {
            return;
        }

        var kind = Glucose.Classify(latest.Value);
        var isMeasured = kind is GlucoseKind.Measured;
        var shown = kind switch
        {
            GlucoseKind.BelowRange => GlucoseText.Floor,
            GlucoseKind.AboveRange => GlucoseText.Ceiling,
            _ => latest.Value,
        };
        var number = words.Number(shown, facts.Unit);
        var isCurrent = MessageParts.IsAboutValue(facts.Rule);
        Say(
            parts,
            isCurrent ? words.SpokenValue(kind, number, facts.Unit) : words.SpokenLastValue(kind, number, facts.Unit)
        );
        if (isMeasured)
        {
            // 54, 154 and 254 sound alike on a phone: once as a number, once digit by digit.
            var spelt = facts.Unit is GlucoseUnit.MmolL ? SpeechKind.Sentence : SpeechKind.Digits;
            parts.Add(new Speech(spelt, words.SpokenDigits(number)));
        }

        if (isCurrent)
        {
            Say(parts, words.SpokenTrend(latest.Trend));
        }

        if (!MessageParts.TellsAge(facts.Rule))
        {
            Say(parts, words.SpokenAge(MessageParts.Age(latest, now)));
        }
    }

    private static CallScript Plain(MessageFacts facts, string sentence) =>
        new([new Speech(SpeechKind.Sentence, sentence)], Wording.For(facts.Language).Voice(facts.Language), false);

    private static CallScript Before(string sentence, CallScript script) =>
        script with
        {
            Parts = [new Speech(SpeechKind.Sentence, sentence), Pause, .. script.Parts],
        };

    private static void Say(ImmutableArray<Speech>.Builder parts, string sentence)
    {
        if (sentence.Length > 0)
        {
            parts.Add(new Speech(SpeechKind.Sentence, sentence));
        }
    }
}
