using Scout.Server.Due;

namespace Scout.Server.Tests.Due;

/// <summary>Due work that does what a test says.</summary>
internal sealed class Job(Func<DueRow, CancellationToken, Task> work) : IDueWork
{
    public Job(Action<DueRow> work)
        : this(
            (row, _) =>
            {
                work(row);
                return Task.CompletedTask;
            }
        ) { }

    public string Kind { get; init; } = "job";

    public int Concurrency { get; init; } = 100;

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsOpenEnded { get; init; }

    public Task DoAsync(DueRow row, CancellationToken cancellationToken) => work(row, cancellationToken);
}
