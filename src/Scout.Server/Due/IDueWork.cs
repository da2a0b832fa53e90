using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>A row of due work that this node has claimed.</summary>
/// <param name="Kind">poll, turn, delivery, lookup, push, …</param>
/// <param name="Key">What it is about.</param>
/// <param name="DueAt">When it was due, Unix milliseconds.</param>
/// <param name="Fence">Goes up with every claim; stands in the where of every write that finishes the row.</param>
/// <param name="Attempt">How often it was claimed since it was set.</param>
internal sealed record DueRow(string Kind, string Key, long DueAt, long Fence, long Attempt)
{
    /// <summary>Smaller is more urgent.</summary>
    public long Rank { get; init; }
}

/// <summary>Does one kind of due work.</summary>
internal interface IDueWork
{
    string Kind { get; }

    /// <summary>How many rows of this kind one node works on at once.</summary>
    int Concurrency { get; }

    /// <summary>How long a claim protects a row. Zero for periodic rows, which the claim itself moves on.</summary>
    TimeSpan Lease { get; }

    /// <summary>True for work without an end of its own, such as an open socket: nobody waits for it, a stop cancels it.</summary>
    bool IsOpenEnded => false;

    /// <summary>Adds the rows that must exist from the first start on, or moves what a start makes urgent. Called before the first look of every start.</summary>
    Task PlanAsync(Session session, DateTimeOffset now) => Task.CompletedTask;

    /// <summary>A claimed row is about to be done. Called for every row of a claim, the most urgent first, before any of them begins.</summary>
    void Expect(DueRow row) { }

    /// <summary>
    /// Does it. Afterwards the row is deleted, unless it was finished or set anew meanwhile. Throwing leaves it to be
    /// claimed again after a pause that grows with the attempts. A row of a key never runs twice at once on one node.
    /// </summary>
    Task DoAsync(DueRow row, CancellationToken cancellationToken);
}
