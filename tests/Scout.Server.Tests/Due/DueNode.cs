using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Tests.Due;

/// <summary>A node that does nothing but due work.</summary>
internal sealed class DueNode : IAsyncDisposable
{
    private readonly DueMetrics _metrics = new();

    public DueNode(Database database, TimeProvider time, params IDueWork[] works)
    {
        Database = database;
        Executor = new DueExecutor(database, time, works, _metrics, NullLogger<DueExecutor>.Instance);
        Loop = new DueLoop(database, Executor, time, Options.Create(new DueOptions()), NullLogger<DueLoop>.Instance);
    }

    public Database Database { get; }

    public DueExecutor Executor { get; }

    public DueLoop Loop { get; }

    public Task<int> RunDueAsync() => Loop.RunDueAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Loop.StopAsync(CancellationToken.None);
        Loop.Dispose();
        Executor.Dispose();
        _metrics.Dispose();
    }
}
