using Scout.Core.Alerts;

namespace Scout.Server.Replies;

/// <summary>What became of an act. All but the first two changed nothing because there was nothing left to change.</summary>
internal enum ActAnswer
{
    /// <summary>There is no such alert or watch for this account.</summary>
    NotThere,

    /// <summary>It may look, and not act.</summary>
    NotAllowed,

    Done,

    /// <summary>The page showed something older; what it is now decides.</summary>
    Stale,

    /// <summary>The alert is over.</summary>
    Over,

    /// <summary>What it is about goes on, so it cannot be closed.</summary>
    CloseRefused,

    /// <summary>The contact was called a moment ago, or is being called.</summary>
    CalledAlready,

    /// <summary>Nobody of the watch who may be called has this id.</summary>
    NoSuchContact,

    /// <summary>The time asked for is not one that can be had.</summary>
    BadTime,
}

/// <summary>What became of an act, and the alert as it is now.</summary>
internal sealed record ActResult(ActAnswer Answer, Alert? Alert = null);

/// <summary>The state that a button was pressed for, in a word a form can carry.</summary>
internal static class ActStamp
{
    public static string Of(Alert alert) =>
        (alert.State is AlertState.Clearing clearing ? clearing.Before : alert.State) switch
        {
            AlertState.Ringing ringing => $"ringing.{ringing.Round}.{ringing.Step}",
            AlertState.Held held => $"held.{held.Until.ToUnixTimeMilliseconds()}",
            AlertState.Snoozed snoozed => $"snoozed.{snoozed.Until.ToUnixTimeMilliseconds()}",
            AlertState.Waiting or AlertState.Joined => $"waiting.{alert.Round}",
            _ => "over",
        };

    /// <summary>Somebody has taken it, or it is quiet, or over.</summary>
    public static bool IsQuiet(Alert alert) => Of(alert) is not (['r', ..] or ['w', ..]);
}
