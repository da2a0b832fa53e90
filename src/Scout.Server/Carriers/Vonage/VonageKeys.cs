using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Scout.Core.Messages;
using Scout.Server.Deliveries;

namespace Scout.Server.Carriers.Vonage;

/// <summary>
/// Keys pressed in calls. A repeated webhook gets the first one's answer, and a caller never hears silence because the
/// database is slow: "one moment", and the answer at the next turn.
/// </summary>
internal sealed class VonageKeys(DeliveryDesk desk, VonageCallbacks callbacks, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private static readonly CallScript OneMoment = new(
        [new Speech(SpeechKind.Sentence, "One moment, please.")],
        "en",
        AsksForKey: true
    );

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<CallScript?>> _answers = [];
    private readonly Queue<(string Id, DateTimeOffset At)> _order = new();
    private readonly Dictionary<string, Task<CallScript?>> _late = [];

    public async Task<IResult> PressAsync(string token, Webhook webhook, CancellationToken cancellationToken)
    {
        var answer = AnswerTo(token, webhook);
        try
        {
            return Says(token, await answer.WaitAsync(Patience, time, cancellationToken));
        }
        catch (TimeoutException)
        {
            lock (_gate)
            {
                _late[token] = answer;
            }

            return Says(token, OneMoment);
        }
        catch (DbException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable); // Vonage asks again; not after a 500
        }
    }

    private Task<CallScript?> AnswerTo(string token, Webhook webhook)
    {
        var id = $"{token}/{Convert.ToHexString(SHA256.HashData(webhook.Payload))}";
        lock (_gate)
        {
            Forget();
            if (_answers.TryGetValue(id, out var known) && !known.IsFaulted && !known.IsCanceled)
            {
                return known;
            }

            var digits = Digits(webhook.Root);
            if (_late.Remove(token, out var late) && digits.Length == 0)
            {
                return late;
            }

            // Not the request's token: a caller who hangs up after pressing 1 has pressed 1.
            var answer = desk.KeyAsync(
                VonageClient.CarrierName,
                token,
                VonageReports.Reference(webhook.Root),
                digits,
                CancellationToken.None
            );
            _answers[id] = answer;
            _order.Enqueue((id, time.GetUtcNow()));
            return answer;
        }
    }

    private void Forget()
    {
        while (_order.TryPeek(out var oldest) && time.GetUtcNow() - oldest.At > Memory)
        {
            _answers.Remove(_order.Dequeue().Id);
        }
    }

    private IResult Says(string token, CallScript? script) =>
        script is null
            ? TypedResults.NotFound()
            : TypedResults.Json<ImmutableArray<NccoAction>>(
                VonageMarkup.ForAnswer(script, callbacks.Input(token)),
                VonageWire.Json
            );

    /// <summary>The pressed keys; empty for none. An older shape is a plain text.</summary>
    internal static string Digits(JsonElement root)
    {
        var keys = root.Text("dtmf", "digits") is { Length: > 0 } digits ? digits : root.Text("dtmf");
        return string.Concat(keys.Where(key => char.IsAsciiDigit(key) || key is '*' or '#').Take(20));
    }
}
