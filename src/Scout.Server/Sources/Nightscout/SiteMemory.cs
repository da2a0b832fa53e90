using System.Collections.Immutable;
using Scout.Core.Readings;

namespace Scout.Server.Sources.Nightscout;

/// <summary>
/// What one node remembers of a site between two polls. Nothing here is needed for being right: whoever has lost it
/// reads a little more the next time.
/// </summary>
internal sealed class SiteMemory(SiteAccess access)
{
    private const int Free = 0;
    private const int Busy = 1;
    private const int BusyAndAgain = 2;
    private int _state;

    public SiteAccess Access => access;

    /// <summary>Of the last answer whose readings are all kept.</summary>
    public string? ETag { get; set; }

    /// <summary>The readings of that answer.</summary>
    public ImmutableArray<Reading> Known { get; set; } = [];

    /// <summary>The watches that have them.</summary>
    public ImmutableArray<string> Served { get; set; } = [];

    public DateTimeOffset? ContactAt { get; set; }

    public DateTimeOffset? StatusTriedAt { get; set; }

    /// <summary>The site is empty, and has been asked for its very last reading.</summary>
    public bool AskedForLast { get; set; }

    /// <summary>How often older readings were asked for in vain.</summary>
    public int BackFillTries { get; set; }

    /// <summary>Never more than one request under way: false when there is one.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Busy, Free) == Free;

    /// <summary>As <see cref="TryEnter"/>; when it is busy, whoever is inside goes round once more.</summary>
    public bool TryEnterOrAskAgain()
    {
        while (true)
        {
            if (TryEnter())
            {
                return true;
            }

            if (Interlocked.CompareExchange(ref _state, BusyAndAgain, Busy) is Busy or BusyAndAgain)
            {
                return false;
            }
        }
    }

    /// <summary>False: somebody asked for another round, and the caller is still inside.</summary>
    public bool TryLeave() =>
        Interlocked.CompareExchange(ref _state, Free, Busy) == Busy
        || Interlocked.CompareExchange(ref _state, Busy, BusyAndAgain) != BusyAndAgain;

    public void Leave() => Volatile.Write(ref _state, Free);

    public void Forget()
    {
        ETag = null;
        Known = [];
        Served = [];
        BackFillTries = 0;
    }
}
