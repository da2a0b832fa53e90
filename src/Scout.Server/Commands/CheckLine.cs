namespace Scout.Server.Commands;

internal enum CheckState
{
    Good,

    /// <summary>Works, and a person should know about it.</summary>
    Doubtful,
    Bad,
}

/// <summary>What one trial of `check` found.</summary>
internal sealed record CheckLine(CheckState State, string Name, string Sentence)
{
    public static CheckLine Good(string name, string sentence) => new(CheckState.Good, name, sentence);

    public static CheckLine Doubtful(string name, string sentence) => new(CheckState.Doubtful, name, sentence);

    public static CheckLine Bad(string name, string sentence) => new(CheckState.Bad, name, sentence);
}
