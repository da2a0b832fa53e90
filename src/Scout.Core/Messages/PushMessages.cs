namespace Scout.Core.Messages;

/// <summary>What messages on a screen say beyond what a text says.</summary>
public static class PushMessages
{
    public static string Test(MessageFacts facts) => Wording.For(facts.Language).PushTest;

    /// <summary>The button under an alert.</summary>
    public static string TakeIt(string language) => Wording.For(language).TakeIt;

    /// <summary>The button was pressed too late to mean anything.</summary>
    public static string TooOld(string language) => Wording.For(language).PushTooOld;
}
