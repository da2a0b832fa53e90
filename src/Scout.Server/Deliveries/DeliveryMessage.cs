using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Alerts;
using Scout.Server.Storage;

namespace Scout.Server.Deliveries;

/// <summary>What a delivery says: a script for a call, or a text.</summary>
/// <param name="Kept">What is remembered of it: the same, without what must stay secret.</param>
internal sealed record DeliveryMessage(CallScript? Script, string PlainText, string Kept)
{
    /// <summary>The reader's: "en", "pt-PT".</summary>
    public required string Language { get; init; }
}

/// <summary>Writes messages when they leave, so that ages are true; from the alert's own facts, never a new read of the site.</summary>
internal sealed class MessageWriter(SecretBox secrets)
{
    private const string Code = "Scout.Contacts.Code";

    /// <summary>The digits of a code, as they may lie in the outbox.</summary>
    public string Seal(string digits) => secrets.Close(Code, digits);

    public DeliveryMessage Write(DeliveryRow delivery, bool asksForKey, DateTimeOffset now)
    {
        var facts = ScoutJson.ReadFacts(delivery.Facts);
        if (facts.Code is not { } sealedCode)
        {
            return Write(delivery, facts, asksForKey, now);
        }

        var code =
            secrets.Open(Code, sealedCode)
            ?? throw new InvalidOperationException("The code of a verification cannot be decrypted.");
        return Write(delivery, facts with { Code = code }, asksForKey, now) with
        {
            Kept = delivery.Channel is Channel.Call ? "A code was said." : "A code was written.",
        };
    }

    private static DeliveryMessage Write(DeliveryRow delivery, MessageFacts facts, bool asksForKey, DateTimeOffset now)
    {
        if (delivery.Channel is Channel.Call)
        {
            var script = delivery.Purpose switch
            {
                Purpose.Test => CallMessages.Test(facts, asksForKey),
                Purpose.Verify => CallMessages.Verify(facts),
                _ => CallMessages.Alert(facts, asksForKey, now),
            };
            return new DeliveryMessage(script, script.PlainText, script.PlainText) { Language = facts.Language };
        }

        var text = delivery.Purpose switch
        {
            Purpose.AllClear => TextMessages.AllClear(facts, now),
            Purpose.TakenBy => TextMessages.TakenBy(facts),
            Purpose.Paused => TextMessages.Paused(facts),
            Purpose.Resumed => TextMessages.Resumed(facts),
            Purpose.Again => TextMessages.Again(facts, now),
            Purpose.Unread => TextMessages.Unread(facts),
            Purpose.NotTaken => TextMessages.NotTaken(facts),
            Purpose.KeyRefused => TextMessages.KeyRefused(facts),
            Purpose.Answer or Purpose.Duty => TextMessages.Answer(facts),
            Purpose.PumpAlarm => TextMessages.PumpAlarm(facts, now),
            Purpose.OptedOut => TextMessages.OptedOut(facts),
            Purpose.OptedIn => TextMessages.OptedIn(facts),
            Purpose.Test when delivery.Channel is Channel.Push => PushMessages.Test(facts),
            Purpose.Test => TextMessages.Test(facts),
            Purpose.Verify => TextMessages.Verify(facts),
            _ => TextMessages.Alert(facts, takesReplies: asksForKey, now),
        };
        return new DeliveryMessage(null, text, text) { Language = facts.Language };
    }
}
