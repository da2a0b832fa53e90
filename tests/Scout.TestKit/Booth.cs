using System.Collections.Concurrent;

namespace Scout.TestKit;

/// <summary>
/// A carrier on loopback, and the telephones behind it. A call or text that no line of the story took fails the test
/// when the booth is disposed, and so does everything of a wrong shape that it was sent.
/// </summary>
/// <param name="name">In complaints, e.g. " (Twilio)"; empty for the only one there is.</param>
public abstract class Booth(string name, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<Task, byte> _background = new();
    private CancellationTokenSource _limit = new();
    private WebApplication? _app;
    private bool _broken;

    public TimeProvider Time { get; } = time;

    /// <summary>Where Scout must send its requests.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    internal string Name => name;

    internal CancellationToken Limit => _limit.Token;

    private protected abstract IEnumerable<BoothCall> AllCalls { get; }

    private protected abstract IEnumerable<BoothText> AllTexts { get; }

    /// <summary>Fails when something came that the story did not ask for, or something had the wrong shape.</summary>
    public void AssertNothingUnexpected()
    {
        var unexpected = _complaints
            .Concat(AllCalls.Where(call => !call.WasTaken).Select(call => $"{call.To} rang: {call.Said}"))
            .Concat(AllTexts.Where(text => !text.WasTaken).Select(text => $"{text.To} got the text: {text.Body}"))
            .ToList();
        if (unexpected.Count > 0)
        {
            throw new StoryException($"Not in the story{name}:\n- " + string.Join("\n- ", unexpected));
        }
    }

    /// <summary>Takes everything that came so far as told.</summary>
    public void ForgetEverything()
    {
        _complaints.Clear();
        ForgetPhones();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await SettleAsync();
        }
        catch (OperationCanceledException)
        {
            // what still waits then waits for a clock that nobody moves
        }

        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
        Close();
        _limit.Dispose();
        if (!_broken)
        {
            AssertNothingUnexpected();
        }
    }

    private protected abstract void Map(WebApplication app);

    private protected abstract void ForgetPhones();

    /// <summary>Nothing more is sent.</summary>
    private protected virtual void Close() { }

    /// <param name="patience">How long, in real time, any line of a story may wait. Default 30 s for the whole story.</param>
    private protected async Task ListenAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _limit.Dispose();
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _limit.CancelAfter(patience ?? TimeSpan.FromSeconds(30));
        Map(_app);
        await _app.StartAsync(cancellationToken);
        Url = new Uri(_app.Urls.First());
    }

    internal void Complain(string complaint) => _complaints.Enqueue(complaint);

    /// <summary>The story has failed already; what is left over at its end says nothing.</summary>
    internal StoryException Broken(string message)
    {
        _broken = true;
        var so = _complaints.IsEmpty ? "" : "\nThe booth complains:\n- " + string.Join("\n- ", _complaints);
        return new StoryException(message + so);
    }

    internal void InBackground(Func<Task> work)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception exception) when (exception is StoryException or HttpRequestException)
            {
                Complain(exception.Message);
            }
            catch (OperationCanceledException)
            {
                // the story is over
            }
        });
        _background[task] = 0;
        _ = task.ContinueWith(done => _background.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Waits until every webhook that is on its way has arrived.</summary>
    internal Task SettleAsync() => Task.WhenAll(_background.Keys).WaitAsync(Limit);
}
