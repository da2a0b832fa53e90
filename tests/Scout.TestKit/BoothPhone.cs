using System.Threading.Channels;

namespace Scout.TestKit;

/// <summary>One telephone of a booth. What it gets waits until a line of the story takes it.</summary>
public abstract class BoothPhone<TCall, TText>
    where TCall : BoothCall
    where TText : BoothText
{
    private readonly Booth _booth;
    private readonly Channel<TCall> _calls = Channel.CreateUnbounded<TCall>();
    private readonly Channel<TText> _texts = Channel.CreateUnbounded<TText>();

    private protected BoothPhone(Booth booth, string number)
    {
        _booth = booth;
        Number = number;
    }

    public string Number { get; }

    /// <summary>Texts do not arrive here, for this reason, e.g. "1240" (STOP) or "30003". Null: they arrive.</summary>
    public string? TextsFailWith { get; set; }

    /// <summary>Waits for the next call.</summary>
    public async Task<TCall> Rings()
    {
        var call = await NextAsync(_calls, "ring");
        call.WasTaken = true;
        await call.ToldAsync();
        return call;
    }

    /// <summary>Waits for the next text and reads it: every part must be in it.</summary>
    public async Task<TText> GetsText(params string[] parts)
    {
        var text = await NextAsync(_texts, "get a text");
        text.WasTaken = true;
        await text.ToldAsync();
        foreach (var part in parts.Where(part => !text.Body.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            throw _booth.Broken($"{Number} got the text \"{text.Body}\", which does not say \"{part}\".");
        }

        return text;
    }

    internal virtual void Take(TCall call) => _calls.Writer.TryWrite(call);

    internal virtual void Take(TText text) => _texts.Writer.TryWrite(text);

    internal void Forget()
    {
        while (_calls.Reader.TryRead(out var call))
        {
            call.WasTaken = true;
        }

        while (_texts.Reader.TryRead(out var text))
        {
            text.WasTaken = true;
        }
    }

    private async Task<T> NextAsync<T>(Channel<T> channel, string what)
    {
        try
        {
            return await channel.Reader.ReadAsync(_booth.Limit);
        }
        catch (OperationCanceledException)
        {
            throw _booth.Broken($"{Number} did not {what}{_booth.Name}.");
        }
    }
}
