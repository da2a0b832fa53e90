using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Alerts;

/// <summary>Whom a button can call.</summary>
internal static class CallableQueries
{
    public static async Task<IReadOnlyList<Callable>> CallableAsync(this Session session, AlertCard card)
    {
        var rows = await session.QueryAsync<CallableRow>(
            $"""
            select c.id, c.name, w.settings
            from watch_contacts m
            join watches w on w.id = m.watch_id
            join contacts c on c.id = m.contact_id
            where m.watch_id = @WatchId and {ContactStore.IsReachable}
            order by m.position
            """,
            new { card.WatchId }
        );
        return [.. rows.Select(row => new Callable(row.Id, row.Name, RestsUntil(row, card)))];
    }

    private static DateTimeOffset? RestsUntil(CallableRow row, AlertCard card)
    {
        var called = card.Alert.Pages.FirstOrDefault(page => page.Contact == row.Id)?.CallOrderedAt;
        var until = called + ScoutJson.ReadSettings(row.Settings).Times.WaitAfterCall;
        return until > card.Clock.Now ? until : null;
    }

    private sealed record CallableRow
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string Settings { get; init; }
    }
}
