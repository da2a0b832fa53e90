using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Messages;
using Scout.Core.Replies;

namespace Scout.Core.Watches;

/// <summary>An act of a person on an alert, and on those that the same page spoke of.</summary>
internal static class Acts
{
    /// <summary>
    /// Who takes or snoozes what a page told has taken all of it, and the others hear of it once. Only what was named is
    /// closed, or passed on.
    /// </summary>
    public static void Obey(AlertTable table, Alert alert, WatchInput.Replied replied, AlertContext context)
    {
        var informed = Obey(table, alert, replied, context, []);
        if (replied.Act is not (ReplyAct.Acknowledge or ReplyAct.Snooze))
        {
            return;
        }

        var fellows = replied.Fellows.Select(table.Find).OfType<Alert>().Where(one => one.IsOpen).ToArray();
        if (fellows.Length == 0)
        {
            return;
        }

        table.SpeakAlsoOf(alert.Id, Purpose.TakenBy, [.. fellows.Select(one => one.Id)], since: null);
        foreach (var fellow in fellows)
        {
            informed = Obey(table, fellow, replied, context, informed);
        }
    }

    private static ImmutableArray<string> Obey(
        AlertTable table,
        Alert alert,
        WatchInput.Replied replied,
        AlertContext context,
        ImmutableArray<string> informed
    )
    {
        var decision = AlertMachine.Obey(
            alert,
            replied.By,
            replied.Contact,
            replied.Act,
            replied.Way,
            context with
            {
                Beside = table.Open,
                Informed = informed,
            }
        );
        table.Put(decision);
        return informed.AddRange(decision.Effects.OfType<AlertEffect.Reach>().Select(reach => reach.Contact));
    }
}
