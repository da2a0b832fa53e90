namespace Scout.Core.Messages;

/// <summary>The languages of calls and texts.</summary>
public static class MessageLanguages
{
    /// <summary>Primary subtag ("de") and the name its speakers use ("Deutsch"); English first.</summary>
    public static IReadOnlyList<(string Language, string OwnName)> All { get; } =
    [.. Wording.All.Select(words => (words.Language, words.OwnName))];
}
