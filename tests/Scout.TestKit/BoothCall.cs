namespace Scout.TestKit;

/// <summary>What reached a telephone of a booth.</summary>
public abstract class BoothItem
{
    private readonly Booth _booth;
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected BoothItem(Booth booth, string to)
    {
        _booth = booth;
        To = to;
    }

    public string To { get; }

    /// <summary>A line of the story has taken it.</summary>
    public bool WasTaken { get; internal set; }

    /// <summary>Scout knows of it: whoever waits for that goes on.</summary>
    private protected void SayTold() => _told.TrySetResult();

    /// <summary>Ends once Scout was told that a call rings, or what became of a text.</summary>
    internal Task ToldAsync() => _told.Task.WaitAsync(_booth.Limit);
}

/// <summary>A call, from the telephone's side.</summary>
public abstract class BoothCall : BoothItem
{
    private protected BoothCall(Booth booth, string to)
        : base(booth, to) => PlacedAt = booth.Time.GetUtcNow();

    public DateTimeOffset PlacedAt { get; }

    /// <summary>What was said last, or will be said when somebody answers; without markup.</summary>
    public abstract string Said { get; }
}

/// <summary>A text, from the telephone's side.</summary>
public abstract class BoothText : BoothItem
{
    private protected BoothText(Booth booth, string to, string body)
        : base(booth, to)
    {
        Body = body;
        SentAt = booth.Time.GetUtcNow();
    }

    public string Body { get; }
    public DateTimeOffset SentAt { get; }
}
