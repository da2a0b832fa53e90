using System.Globalization;
using Scout.Server.Deliveries;
using Scout.Server.Replies;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>What a person does with a telephone, and what the telephone does by itself when time is up.</summary>
internal sealed class SandboxTelephone(SandboxStore store, DeliveryDesk desk, InboundTexts inbound, TimeProvider time)
{
    private static readonly TimeSpan KeyWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>False: nothing rings there.</summary>
    public async Task<bool> AnswerAsync(string number, CancellationToken cancellationToken)
    {
        var now = Now;
        if (
            await store.LiveCallAsync(number, cancellationToken) is not { } call
            || !await store.AnswerAsync(call.Id, now, Next(call.Script, call.AsksForKey), cancellationToken)
        )
        {
            return false;
        }

        await SettleCallAsync(call.Id, cancellationToken);
        return true;
    }

    public Task<bool> DeclineAsync(string number, CancellationToken cancellationToken) =>
        EndAsync(SandboxEnd.Declined, number, cancellationToken);

    /// <summary>The voicemail picks up, hears the message, and nobody was reached.</summary>
    public Task<bool> VoicemailAsync(string number, CancellationToken cancellationToken) =>
        EndAsync(SandboxEnd.Voicemail, number, cancellationToken);

    public Task<bool> HangUpAsync(string number, CancellationToken cancellationToken) =>
        EndAsync(SandboxEnd.HungUp, number, cancellationToken);

    /// <summary>False: nobody talks there.</summary>
    public async Task<bool> PressAsync(string number, string key, CancellationToken cancellationToken)
    {
        if (await store.LiveCallAsync(number, cancellationToken) is not { State: SandboxCall.Talking } call)
        {
            return false;
        }

        await KeyAsync(call, key, cancellationToken);
        return true;
    }

    /// <summary>Sends a text that was written on the telephone.</summary>
    public async Task WriteAsync(string number, string body, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var text = new SandboxText
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Number = number,
            Token = "",
            Body = body,
            FromPhone = 1,
            At = now.ToUnixTimeMilliseconds(),
        };
        await store.AddAsync(text, cancellationToken);
        await SettleTextAsync(text.Id, cancellationToken);
    }

    /// <summary>Does what time demands of a call, then tells Scout what it was not told yet.</summary>
    public async Task SettleCallAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.FindCallAsync(id, cancellationToken) is { IsOver: false } running && running.NextAt <= Now)
        {
            await TimeIsUpAsync(running, cancellationToken);
        }

        if (await store.FindCallAsync(id, cancellationToken) is not { } call)
        {
            return;
        }

        foreach (var report in SandboxReports.Owed(call))
        {
            await desk.ReportAsync(SandboxCarrier.CarrierName, call.Token, report, cancellationToken);
        }

        await store.ToldAsync(call, SandboxReports.Level(call), cancellationToken);
    }

    public async Task SettleTextAsync(string id, CancellationToken cancellationToken)
    {
        var text = await store.FindTextAsync(id, cancellationToken);
        if (text is { FromPhone: 1 })
        {
            var written = new InboundText(SandboxCarrier.CarrierName, text.Id, text.Number, text.Body);
            await inbound.TakeAsync(written, cancellationToken);
        }
        else if (text is not null)
        {
            var report = SandboxReports.Delivered(text);
            await desk.ReportAsync(SandboxCarrier.CarrierName, text.Token, report, cancellationToken);
        }

        await store.DropTextAsync(id, cancellationToken);
    }

    private async Task<bool> EndAsync(SandboxEnd end, string number, CancellationToken cancellationToken)
    {
        if (
            await store.LiveCallAsync(number, cancellationToken) is not { } call
            || !await store.EndAsync(end, call.Id, Now, cancellationToken)
        )
        {
            return false;
        }

        await SettleCallAsync(call.Id, cancellationToken);
        return true;
    }

    private async Task TimeIsUpAsync(SandboxCall call, CancellationToken cancellationToken)
    {
        if (call.State == SandboxCall.Ringing)
        {
            await store.EndAsync(SandboxEnd.Unanswered, call.Id, Now, cancellationToken);
        }
        else if (call.AsksForKey)
        {
            await KeyAsync(call, "", cancellationToken);
        }
        else
        {
            await store.EndAsync(SandboxEnd.Said, call.Id, Now, cancellationToken);
        }
    }

    private async Task KeyAsync(SandboxCall call, string digits, CancellationToken cancellationToken)
    {
        var next = await desk.KeyAsync(SandboxCarrier.CarrierName, call.Token, call.Id, digits, cancellationToken);
        if (next is null)
        {
            await store.EndAsync(SandboxEnd.EndedByScout, call.Id, Now, cancellationToken);
            return;
        }

        var text = SandboxVoice.Text(next);
        var until = Next(text, next.AsksForKey);
        await store.SayAsync(call.Id, text, next.AsksForKey, Now, until, cancellationToken);
    }

    private long Next(string script, bool asks) =>
        (time.GetUtcNow() + SayingTime(script) + (asks ? KeyWait : Silence)).ToUnixTimeMilliseconds();

    /// <summary>About as long as a voice takes: 14 characters a second.</summary>
    private static TimeSpan SayingTime(string script) =>
        TimeSpan.FromSeconds(new StringInfo(script).LengthInTextElements / 14.0);
}
