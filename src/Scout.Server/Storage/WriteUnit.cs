namespace Scout.Server.Storage;

/// <summary>A unit of work that waits for, or has run in, a shared commit.</summary>
internal abstract class WriteUnit(CancellationToken cancellationToken)
{
    private static readonly AsyncLocal<bool> Running = new();

    private Session? _session;

    /// <summary>True inside a unit, which must not queue another one and wait for it: both would wait for ever.</summary>
    public static bool IsRunning => Running.Value;

    /// <summary>Nobody waits any more; its task is cancelled.</summary>
    public bool IsCancelled
    {
        get
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Cancel(cancellationToken);
            }

            return cancellationToken.IsCancellationRequested;
        }
    }

    public async Task RunAsync(SqliteConnector connector, Bell bell)
    {
        Running.Value = true;
        _session = new Session(Engine.Sqlite, connector, transaction: null, bell, cancellationToken);
        await WorkAsync(_session);
    }

    /// <summary>Tells who waits. After the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public void AfterCommit() => _session?.Committed();

    protected abstract Task WorkAsync(Session session);

    protected abstract void Cancel(CancellationToken token);
}

/// <summary>A unit with its result.</summary>
internal sealed class WriteUnit<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    : WriteUnit(cancellationToken)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    protected override async Task WorkAsync(Session session) => _result = await work(session);

    protected override void Cancel(CancellationToken token) => _done.TrySetCanceled(token);
}
