using Scout.Core.Deliveries;

namespace Scout.Server.Carriers;

/// <summary>
/// Which carriers have just failed: five times in a row, or once for credentials or credit. They come last for a minute.
/// Known to this process only; nothing is wrong when it is forgotten.
/// </summary>
internal sealed class Circuits(TimeProvider time)
{
    private const int MostFailures = 5;

    private static readonly TimeSpan Open = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset? Until)> _carriers = [];

    public bool IsOpen(string carrier)
    {
        lock (_gate)
        {
            return _carriers.GetValueOrDefault(carrier).Until > time.GetUtcNow();
        }
    }

    /// <summary>True: this very answer was the fifth failure in a row.</summary>
    public bool Heard(string carrier, Receipt receipt)
    {
        lock (_gate)
        {
            if (IsNoFailure(receipt))
            {
                _carriers.Remove(carrier);
                return false;
            }

            var (before, until) = _carriers.GetValueOrDefault(carrier);
            var failures = before + 1;
            var opens = failures >= MostFailures || receipt is Receipt.Refused { Kind: RefusalKind.Operator };
            _carriers[carrier] = (failures, opens ? time.GetUtcNow() + Open : until); // a lesser failure closes nothing
            return failures == MostFailures;
        }
    }

    // A number that cannot be reached says nothing about who was asked to reach it.
    private static bool IsNoFailure(Receipt receipt) =>
        receipt
            is Receipt.Accepted
                or Receipt.Refused
                {
                    Kind: RefusalKind.BadNumber or RefusalKind.TakesNoTexts or RefusalKind.NotPutThrough
                };
}
