namespace Scout.Core.Events;

/// <summary>People at a source who are no contact here: they act by name. What stands for an actor's id says so.</summary>
public static class Outsider
{
    private const string Mark = "name:";

    /// <param name="name">As the source says it; empty: the source itself, or somebody it does not name.</param>
    public static string Of(string name) => Mark + name;

    /// <summary>The name behind an id; null: the id is an account's or a contact's.</summary>
    public static string? NameOf(string by) => by.StartsWith(Mark, StringComparison.Ordinal) ? by[Mark.Length..] : null;
}
