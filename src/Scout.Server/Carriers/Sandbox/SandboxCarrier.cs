using Scout.Core.Deliveries;
using Scout.Core.Messages;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>
/// Telephones that live in Scout, for trying, demos and tests. They ring on the page /phones and answer at
/// /api/sandbox/phones; no carrier, no cost, nobody outside is reached.
/// </summary>
internal sealed class SandboxCarrier(SandboxStore store, TimeProvider time) : ICarrier
{
    public const string CarrierName = "sandbox";

    public string Name => CarrierName;

    public bool HasCallbacks => true;

    public CarrierLimits Limits => CarrierLimits.Wide;

    public async Task<Receipt> CallAsync(CallOrder order, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var call = new SandboxCall
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Number = order.To,
            Token = order.Token,
            Script = SandboxVoice.Text(order.Script),
            Language = order.Script.Language,
            Asks = order.Script.AsksForKey ? 1 : 0,
            State = SandboxCall.Ringing,
            EndedBy = "",
            Told = 0,
            PlacedAt = now.ToUnixTimeMilliseconds(),
            AnsweredAt = null,
            NextAt = (now + order.RingFor).ToUnixTimeMilliseconds(),
            OverAt = null,
        };
        await store.AddAsync(call, cancellationToken);
        return new Receipt.Accepted(call.Id);
    }

    public async Task<Receipt> TextAsync(TextOrder order, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var text = new SandboxText
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Number = order.To,
            Token = order.Token,
            Body = order.Text,
            FromPhone = 0,
            At = now.ToUnixTimeMilliseconds(),
        };
        await store.AddAsync(text, cancellationToken);
        return new Receipt.Accepted(text.Id);
    }

    public async Task<CarrierAnswer> LookUpAsync(LookUpOrder order, CancellationToken cancellationToken)
    {
        var since = order.SentAt.ToUnixTimeMilliseconds();
        if (order.Channel is Channel.Call)
        {
            var call = order.Reference is { } reference
                ? await store.FindCallAsync(reference, cancellationToken)
                : await store.FindCallAsync(order.To, since, cancellationToken);
            return call is null ? new CarrierAnswer.NotFound() : new CarrierAnswer.Found(SandboxReports.Latest(call));
        }

        var text = order.Reference is { } id
            ? await store.FindTextAsync(id, cancellationToken)
            : await store.FindTextAsync(order.To, since, cancellationToken);
        return text is null ? new CarrierAnswer.NotFound() : new CarrierAnswer.Found(SandboxReports.Delivered(text));
    }

    /// <summary>Scout is told by due work: whoever hangs up is often in the middle of a turn.</summary>
    public async Task HangUpAsync(string reference, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!await store.EndAsync(SandboxEnd.Cancelled, reference, now, cancellationToken))
        {
            await store.EndAsync(SandboxEnd.EndedByScout, reference, now, cancellationToken);
        }
    }

    /// <summary>Its voicemail picks up and is done in one.</summary>
    public Task SayInsteadAsync(string reference, CallScript script, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
