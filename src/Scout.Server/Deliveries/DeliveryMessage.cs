using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Alerts;

namespace Scout.Server.Deliveries;

/// <summary>What a delivery says: a script for a call, or a text.</summary>
internal sealed record DeliveryMessage(CallScript? Script, string PlainText)
{
    /// <summary>Made when it leaves, so that ages are true; from the alert's own facts, never a new read of the site.</summary>
    public static DeliveryMessage Of(DeliveryRow delivery, bool asksForKey, DateTimeOffset now)
    {
        var facts = ScoutJson.ReadFacts(delivery.Facts);
        if (delivery.Channel is Channel.Call)
        {
            var script =
                delivery.Purpose is Purpose.Test
                    ? CallMessages.Test(facts, asksForKey)
                    : CallMessages.Alert(facts, asksForKey, now);
            return new DeliveryMessage(script, script.PlainText);
        }

        var text = delivery.Purpose switch
        {
            Purpose.AllClear => TextMessages.AllClear(facts, now),
            Purpose.TakenBy => TextMessages.TakenBy(facts),
            Purpose.Paused => TextMessages.Paused(facts),
            Purpose.Resumed => TextMessages.Resumed(facts),
            Purpose.Test => TextMessages.Test(facts),
            _ => TextMessages.Alert(facts, takesReplies: asksForKey, now),
        };
        return new DeliveryMessage(null, text);
    }
}
