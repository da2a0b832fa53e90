using System.Data.Common;
using Scout.Core.Messages;
using Scout.Server.Deliveries;

namespace Scout.Server.Carriers;

/// <summary>A key that a carrier told of.</summary>
/// <param name="Reference">The carrier's id of the call; empty when it was not said.</param>
/// <param name="Digits">Empty: none in time.</param>
/// <param name="Id">The same for every copy of this webhook, and for no other of this call.</param>
internal sealed record PressedKey(string Carrier, string Token, string Reference, string Digits, string Id)
{
    /// <summary>The carrier asks for the answer to a key that it told of before.</summary>
    public bool AsksAgain { get; init; }
}

/// <summary>What a call says after a key.</summary>
internal abstract record KeyAnswer
{
    private KeyAnswer() { }

    internal sealed record Says(CallScript Script) : KeyAnswer;

    /// <summary>The answer is not there yet: the carrier asks again, with no key.</summary>
    internal sealed record OneMoment : KeyAnswer;

    internal sealed record UnknownCall : KeyAnswer;

    /// <summary>The key could not be kept: the carrier must bring it again.</summary>
    internal sealed record NotKept : KeyAnswer;
}

/// <summary>
/// Keys pressed in calls. A repeated webhook gets the first one's answer, and a caller never hears silence because the
/// database is slow: "one moment", and the answer at the next turn.
/// </summary>
internal sealed class CallKeys(DeliveryDesk desk, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<CallScript?>> _answers = [];
    private readonly Queue<(string Id, DateTimeOffset At)> _order = new();
    private readonly Dictionary<string, Task<CallScript?>> _late = [];

    /// <summary>What to say while the answer is not there.</summary>
    public static CallScript OneMoment { get; } =
        new([new Speech(SpeechKind.Sentence, "One moment, please.")], "en", AsksForKey: true);

    public async Task<KeyAnswer> PressAsync(PressedKey key, CancellationToken cancellationToken)
    {
        var answer = AnswerTo(key);
        try
        {
            return await answer.WaitAsync(Patience, time, cancellationToken) is { } script
                ? new KeyAnswer.Says(script)
                : new KeyAnswer.UnknownCall();
        }
        catch (TimeoutException)
        {
            lock (_gate)
            {
                _late[key.Token] = answer;
            }

            return new KeyAnswer.OneMoment();
        }
        catch (DbException)
        {
            return new KeyAnswer.NotKept();
        }
    }

    private Task<CallScript?> AnswerTo(PressedKey key)
    {
        var id = $"{key.Token}/{key.Id}";
        lock (_gate)
        {
            Forget();
            if (_answers.TryGetValue(id, out var known) && !known.IsFaulted && !known.IsCanceled)
            {
                if (key.AsksAgain)
                {
                    _late.Remove(key.Token); // its answer is fetched: the next silence is another one
                }

                return known;
            }

            if (_late.Remove(key.Token, out var late) && key.Digits.Length == 0)
            {
                return late;
            }

            // Not the request's token: a caller who hangs up after pressing 1 has pressed 1.
            var answer = desk.KeyAsync(key.Carrier, key.Token, key.Reference, key.Digits, CancellationToken.None);
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
}
