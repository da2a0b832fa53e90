using System.Collections.Immutable;

namespace Scout.Core.Deliveries;

/// <summary>Why a carrier did not take a delivery.</summary>
public enum RefusalKind
{
    /// <summary>Unreachable, busy, 5xx before anything was placed: again, or the next carrier.</summary>
    Temporary,

    /// <summary>Too many requests: back off, then the next carrier.</summary>
    RateLimited,

    /// <summary>Credentials, credit, configuration: the next carrier, and the owner is told.</summary>
    Operator,

    /// <summary>The number cannot be reached by anybody: the owner is told.</summary>
    BadNumber,

    /// <summary>No text arrives at the number, a call may.</summary>
    TakesNoTexts,

    /// <summary>In doubt for too long, or the carrier lost the text: the next carrier, else this one again.</summary>
    Lost,

    /// <summary>The carrier took the call and could not put it through: the next carrier, else the next step.</summary>
    NotPutThrough,
}

/// <summary>A try that came to nothing.</summary>
public sealed record FailedTry(string Carrier, RefusalKind Kind, TimeSpan? RetryAfter);

/// <summary>Who tries next.</summary>
public abstract record NextTry
{
    private NextTry() { } // closed

    public sealed record By(string Carrier, TimeSpan After) : NextTry;

    public sealed record Nobody(string Reason) : NextTry;
}

/// <summary>Which carrier tries next. Only the carrier's side leads here; busy and unanswered lead to the next step.</summary>
public static class Failover
{
    private const int MostTries = 4;

    /// <summary>A carrier that asks for more than this is not waited for while another may do it now.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <param name="jitter">
    /// 0 to 1, the delivery's own: of many that were told "too many" at once, not all come back at once.
    /// </param>
    public static NextTry Choose(ImmutableArray<string> carriers, ImmutableArray<FailedTry> failed, double jitter = 0)
    {
        if (carriers.IsEmpty)
        {
            return new NextTry.Nobody("no carrier is configured");
        }

        if (failed.Any(attempt => attempt.Kind is RefusalKind.BadNumber))
        {
            return new NextTry.Nobody("the number cannot be reached");
        }

        if (failed.Any(attempt => attempt.Kind is RefusalKind.TakesNoTexts))
        {
            return new NextTry.Nobody("no text arrives at this number");
        }

        var fresh = carriers.FirstOrDefault(carrier => Tries(failed, carrier) == 0);
        if (
            failed is [.., { Kind: RefusalKind.RateLimited } limited]
            && Tries(failed, limited.Carrier) < MostTries
            && Pause(failed, limited, jitter) is var pause
            && (fresh is null || pause <= LongestWait)
        )
        {
            return new NextTry.By(limited.Carrier, pause);
        }

        if (fresh is not null)
        {
            return new NextTry.By(fresh, TimeSpan.Zero);
        }

        // Everybody was tried. Who merely stumbled is tried again; who refused for good is not.
        var again = carriers
            .Where(carrier =>
                Tries(failed, carrier) < MostTries
                && failed.Last(attempt => attempt.Carrier == carrier).Kind is RefusalKind.Temporary or RefusalKind.Lost
            )
            .OrderBy(carrier => Tries(failed, carrier))
            .FirstOrDefault();
        return again is null
            ? new NextTry.Nobody("no carrier took it")
            : new NextTry.By(again, Pause(failed, failed.Last(attempt => attempt.Carrier == again), jitter));
    }

    /// <summary>What the carrier asked for, else 1, 2, 4 … seconds.</summary>
    /// <summary>0 to 1, always the same for one delivery.</summary>
    public static double JitterOf(string delivery)
    {
        var hash = 2_166_136_261u; // FNV-1a
        foreach (var character in delivery)
        {
            hash = unchecked((hash ^ character) * 16_777_619u);
        }

        return hash / (uint.MaxValue + 1.0);
    }

    private static TimeSpan Pause(ImmutableArray<FailedTry> failed, FailedTry last, double jitter) =>
        last.Kind is RefusalKind.Lost
            ? TimeSpan.Zero
            : last.RetryAfter
                // Whole milliseconds, as due work counts them: with a part of one it would come due before its time.
                ?? TimeSpan.FromMilliseconds(
                    Math.Ceiling(1_000 * Math.Pow(2, Tries(failed, last.Carrier) - 1) * (1 + (jitter / 2)))
                );

    private static int Tries(ImmutableArray<FailedTry> failed, string carrier) =>
        failed.Count(attempt => attempt.Carrier == carrier);
}
