using Scout.Server.Storage;

namespace Scout.Server.Sources.Nightscout;

/// <summary>How many sites are watched, and whether they are really read.</summary>
/// <param name="Watches">People whose site Scout should read.</param>
/// <param name="Sites">Distinct sites and credentials of those watches.</param>
/// <param name="Scheduled">Sites with a poll to come.</param>
/// <param name="Answered">Sites that this node had an answer from in the last two minutes, or two periods.</param>
/// <param name="Failing">Sites whose failure stands.</param>
/// <param name="Lateness">The worst of the last two to four minutes.</param>
internal sealed record NightscoutFigures(
    long Watches,
    long Sites,
    long Scheduled,
    int Answered,
    long Failing,
    TimeSpan Lateness
)
{
    /// <summary>People are configured, and nobody's site is going to be read.</summary>
    public bool NobodyIsWatched => Watches > 0 && Scheduled == 0;
}

internal sealed class NightscoutHealth(
    Database database,
    SiteMemories memories,
    PollFigures figures,
    Microsoft.Extensions.Options.IOptions<NightscoutOptions> options,
    TimeProvider time
)
{
    public async Task<NightscoutFigures> LookAsync(CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Row>(
                    """
                    select count(*) as Watches,
                           count(distinct w.source_id) as Sites,
                           count(distinct d.key) as Scheduled,
                           count(distinct case when s.failure <> 'None' then s.id end) as Failing
                    from watches w
                    left join sources s on s.id = w.source_id
                    left join due d on d.kind = @poll and d.key = w.source_id
                    where w.kind = @kind and w.removed_at is null
                    """,
                    new { kind = SourceStore.Kind, poll = NightscoutPoller.PollKind }
                ),
            cancellationToken
        );
        var now = time.GetUtcNow();
        var recent = TimeSpan.FromMinutes(2);
        var span = options.Value.PollEvery * 2 > recent ? options.Value.PollEvery * 2 : recent;
        return new NightscoutFigures(
            row!.Watches,
            row.Sites,
            row.Scheduled,
            memories.AnsweredSince(now - span),
            row.Failing,
            figures.WorstLateness(now)
        );
    }

    private sealed record Row
    {
        public required long Watches { get; init; }
        public required long Sites { get; init; }
        public required long Scheduled { get; init; }
        public required long Failing { get; init; }
    }
}
