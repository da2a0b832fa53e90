using System.Collections.Concurrent;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Crash;

/// <summary>What the people of the town do when their phones ring.</summary>
internal sealed class CrashHabits(int seed)
{
    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<string, byte> _heard = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();

    /// <summary>From now on everybody answers and presses 1.</summary>
    public bool EverybodyAnswers { get; set; }

    /// <summary>Waits until whoever has this number has pressed 1 and heard that it counts.</summary>
    public Task AcknowledgedAsync(string number)
    {
        var waiting = _waiting.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_heard.ContainsKey(number))
        {
            waiting.TrySetResult();
        }

        return waiting.Task;
    }

    public async Task OnCallAsync(PhoneCall call)
    {
        if (call.IsOver)
        {
            return;
        }

        switch (EverybodyAnswers ? 0 : Roll())
        {
            case 0:
                await call.Presses("1");
                if (call.Said.Contains("cknowledged", StringComparison.Ordinal))
                {
                    _heard[call.To] = 0;
                    if (_waiting.TryGetValue(call.To, out var waiting))
                    {
                        waiting.TrySetResult();
                    }
                }

                break;
            case 1:
                await call.IsBusy();
                break;
            case 2:
                await call.Rejects();
                break;
            case 3:
                await call.Voicemail();
                break;
            case 4:
                await call.Hears("low").HangsUp();
                break;
            default:
                await call.DoesNotAnswer();
                break;
        }
    }

    private int Roll()
    {
        lock (_random)
        {
            return _random.Next(8);
        }
    }
}
