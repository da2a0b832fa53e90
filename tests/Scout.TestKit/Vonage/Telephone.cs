namespace Scout.TestKit.Vonage;

/// <summary>One telephone of the booth.</summary>
public sealed class Telephone : BoothPhone<PhoneCall, PhoneText>
{
    private readonly FakeVonage _booth;

    internal Telephone(FakeVonage booth, string number)
        : base(booth, number) => _booth = booth;

    /// <summary>What it does with every call by itself, e.g. call => call.DoesNotAnswer(). Null: the story decides.</summary>
    public Func<PhoneCall, Task>? Habit { get; set; }

    /// <summary>Writes a text to Scout's number.</summary>
    public Task Texts(string body) => _booth.Webhooks.SendInboundTextAsync(Number, body);

    internal override void Take(PhoneCall call)
    {
        var habit = Habit ?? _booth.Habit;
        if (habit is null)
        {
            base.Take(call);
            return;
        }

        call.WasTaken = true;
        _booth.InBackground(async () =>
        {
            await call.ToldAsync();
            await habit(call);
        });
    }

    internal override void Take(PhoneText text)
    {
        if (_booth.Habit is not null || Habit is not null)
        {
            text.WasTaken = true;
            return;
        }

        base.Take(text);
    }
}
