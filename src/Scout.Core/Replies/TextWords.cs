namespace Scout.Core.Replies;

/// <summary>What a whole text means when it is a single word.</summary>
public enum TextWord
{
    /// <summary>Nothing Scout knows.</summary>
    Other,

    /// <summary>STOP and its family: no more texts to this number.</summary>
    OptOut,

    /// <summary>START and its family.</summary>
    OptIn,

    /// <summary>HELP, INFO: the carrier answers.</summary>
    Help,

    /// <summary>An act on the sender's newest alert.</summary>
    Act,
}

/// <summary>Reads texts of one word. Words that carriers reserve are never commands.</summary>
public static class TextWords
{
    public static (TextWord Word, ReplyAct? Act) Read(string text) =>
        text.Trim().Trim('"', '\'', '.', '!').Trim().ToUpperInvariant() switch
        {
            "STOP" or "STOPALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "REVOKE" or "OPTOUT" => (
                TextWord.OptOut,
                null
            ),
            "START" or "YES" or "UNSTOP" => (TextWord.OptIn, null),
            "HELP" or "INFO" => (TextWord.Help, null),
            "A" or "ACK" or "OK" or "1" => (TextWord.Act, new ReplyAct.Acknowledge()),
            "S" or "SNOOZE" or "2" => (TextWord.Act, new ReplyAct.Snooze(For: null)),
            "C" or "CLOSE" or "FIX" or "3" => (TextWord.Act, new ReplyAct.Close()),
            "E" or "ESC" or "4" => (TextWord.Act, new ReplyAct.Escalate()),
            _ => (TextWord.Other, null),
        };
}
