using System.Threading.Channels;

namespace Scout.TestKit.Twilio;

/// <summary>One telephone of the booth. What it gets waits until a line of the story takes it.</summary>
public sealed class TwilioPhone
{
    private readonly FakeTwilio _booth;
    private readonly Channel<TwilioCall> _calls = Channel.CreateUnbounded<TwilioCall>();
    private readonly Channel<TwilioText> _texts = Channel.CreateUnbounded<TwilioText>();

    internal TwilioPhone(FakeTwilio booth, string number)
    {
        _booth = booth;
        Number = number;
    }

    public string Number { get; }

    /// <summary>Texts do not arrive here, for this reason, e.g. "30003". Null: they arrive.</summary>
    public string? TextsFailWith { get; set; }

    /// <summary>Waits for the next call.</summary>
    public async Task<TwilioCall> Rings()
    {
        var call = await NextAsync(_calls, "ring");
        call.WasTaken = true;
        await call.AnnouncedAsync();
        return call;
    }

    /// <summary>Waits for the next text and reads it: every part must be in it.</summary>
    public async Task<TwilioText> GetsText(params string[] parts)
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

    /// <summary>Writes a text to Scout's number and reads the answer; null: there is none.</summary>
    public Task<string?> Texts(string body) => _booth.Webhooks.SendInboundTextAsync(Number, body);

    internal void Take(TwilioCall call) => _calls.Writer.TryWrite(call);

    internal void Take(TwilioText text) => _texts.Writer.TryWrite(text);

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
            throw _booth.Broken($"{Number} did not {what} (Twilio).");
        }
    }
}
