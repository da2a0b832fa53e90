namespace Scout.Core.Events;

/// <summary>What a source is asked to do because of what a person did to an alert.</summary>
public enum SourceAct
{
    /// <summary>The problem is dealt with.</summary>
    Close,

    /// <summary>Quiet for a while, then until the next event.</summary>
    Snooze,

    /// <summary>A snooze is taken back.</summary>
    Reopen,

    /// <summary>A line that says who is at work.</summary>
    Comment,
}

/// <summary>What became of it.</summary>
public enum SourceResult
{
    Done,

    /// <summary>The source knows no such problem any more.</summary>
    Gone,

    /// <summary>Scout's key to the source is valid, and may not do this.</summary>
    Forbidden,

    /// <summary>The source does not take Scout's key any more.</summary>
    TokenRefused,

    /// <summary>The source understood and will not.</summary>
    Refused,

    /// <summary>No answer, however often it was asked.</summary>
    Unreachable,

    /// <summary>It may have been done: asking again could do it twice.</summary>
    InDoubt,

    /// <summary>Somebody did something else meanwhile, so it was not asked any more.</summary>
    Overtaken,
}

/// <summary>How a source wants a problem to be called when it is told something about it.</summary>
/// <param name="Project">Letters, digits, - and _ only, as the error: both stand in addresses.</param>
public sealed record SourceHandle(string Project, string Error)
{
    /// <summary>Null: one of them could mean something else in an address.</summary>
    public static SourceHandle? Of(string project, string error) =>
        IsPlain(project) && IsPlain(error) ? new SourceHandle(project, error) : null;

    private static bool IsPlain(string id) =>
        id.Length > 0 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
