using System.Threading.Channels;

namespace Scout.TestKit.Vonage;

/// <summary>One telephone of the booth. What it gets waits until a line of the story takes it.</summary>
public sealed class Telephone
{
    private readonly FakeVonage _booth;
    private readonly Channel<PhoneCall> _calls = Channel.CreateUnbounded<PhoneCall>();
    private readonly Channel<PhoneText> _texts = Channel.CreateUnbounded<PhoneText>();

    internal Telephone(FakeVonage booth, string number)
    {
        _booth = booth;
        Number = number;
    }

    public string Number { get; }

    /// <summary>What it does with every call by itself, e.g. call => call.DoesNotAnswer(). Null: the story decides.</summary>
    public Func<PhoneCall, Task>? Habit { get; set; }

    /// <summary>Texts do not arrive here, for this reason, e.g. "1240" (STOP). Null: they arrive.</summary>
    public string? TextsFailWith { get; set; }

    /// <summary>Waits for the next call.</summary>
    public async Task<PhoneCall> Rings()
    {
        var call = await NextAsync(_calls, "ring");
        call.WasTaken = true;
        await call.AnnouncedAsync();
        return call;
    }

    /// <summary>Waits for the next text and reads it: every part must be in it.</summary>
    public async Task<PhoneText> GetsText(params string[] parts)
    {
        var text = await NextAsync(_texts, "get a text");
        text.WasTaken = true;
        await text.ReportedAsync();
        foreach (var part in parts.Where(part => !text.Body.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            throw _booth.Broken($"{Number} got the text \"{text.Body}\", which does not say \"{part}\".");
        }

        return text;
    }

    /// <summary>Writes a text to Scout's number.</summary>
    public Task Texts(string body) => _booth.Webhooks.SendInboundTextAsync(Number, body);

    internal void Take(PhoneCall call)
    {
        var habit = Habit ?? _booth.Habit;
        if (habit is null)
        {
            _calls.Writer.TryWrite(call);
            return;
        }

        call.WasTaken = true;
        _booth.Exchange.InBackground(async () =>
        {
            await call.AnnouncedAsync();
            await habit(call);
        });
    }

    internal void Take(PhoneText text)
    {
        if (_booth.Habit is not null || Habit is not null)
        {
            text.WasTaken = true;
            return;
        }

        _texts.Writer.TryWrite(text);
    }

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
            throw _booth.Broken($"{Number} did not {what}.");
        }
    }
}
