using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>
/// Takes an account away with everything that is only its own: watches with their alerts, ledgers, deliveries and
/// readings, contacts, what it signs in with. First everything that could still ring is ended in one unit; then readings
/// go in small portions, so that other people's alarms never wait; the account goes last. Cut off in the middle, it can
/// be asked for again.
/// </summary>
internal sealed class Erasure(Database database, TimeProvider time)
{
    private const int Portion = 5_000;

    private const string Watches = "select id from watches where account_id = @account";
    private const string Contacts = "select id from contacts where account_id = @account";
    private const string Rosters = "select id from rosters where account_id = @account";
    private const string Networks = "select id from networks where account_id = @account";
    private const string DevicesOfNetworks = $"select id from devices where network_id in ({Networks})";
    private const string Alerts = $"select id from alerts where watch_id in ({Watches})";
    private const string Deliveries = $"""
        select id from deliveries
        where watch_id in ({Watches}) or contact_id in ({Contacts}) or alert_id in ({Alerts})
        """;

    /// <summary>What there may be millions of goes first, a little at a time.</summary>
    private static readonly string[] Portions =
    [
        PortionOf("readings"),
        PortionOf("rollups"),
        $"""
            delete from messages where id in (
                select id from messages where device_id in ({DevicesOfNetworks}) limit {Portion})
            """,
    ];

    /// <returns>False: it is the last owner, and stays.</returns>
    public async Task<bool> EraseAsync(string account, CancellationToken cancellationToken)
    {
        if (!await database.WriteAsync(session => EndAsync(session, account), cancellationToken))
        {
            return false;
        }

        foreach (var portion in Portions)
        {
            await database.DrainAsync(portion, new { account }, cancellationToken);
        }

        await database.WriteAsync(session => RemoveAsync(session, account), cancellationToken);
        return true;
    }

    /// <summary>Nothing of this account is watched, rings or waits from now on.</summary>
    private async Task<bool> EndAsync(Session session, string account)
    {
        if (await session.IsLastOwnerAsync(account))
        {
            return false;
        }

        await session.ExecuteAsync(
            $"""
            update watches set removed_at = @now where account_id = @account and removed_at is null;
            update alerts set closed_at = @now where closed_at is null and watch_id in ({Watches});
            delete from due where kind in ('turn', 'intake', 'beat', 'pump') and key in ({Watches});
            delete from due where kind in ('delivery', 'notify') and key in ({Deliveries});
            update rosters set removed_at = @now, feed_hash = null where account_id = @account and removed_at is null;
            delete from due where kind = 'duty' and key in ({Rosters});
            delete from intake_secrets where watch_id in ({Watches});
            update networks set removed_at = @now where account_id = @account and removed_at is null;
            delete from network_secrets where network_id in ({Networks});
            delete from due where kind in ('devices', 'redecode') and key in ({Networks});
            delete from source_tokens where watch_id in ({Watches});
            delete from sessions where account_id = @account;
            delete from api_tokens where account_id = @account
            """,
            new { account, now = time.GetUtcNow().ToUnixTimeMilliseconds() }
        );
        return true;
    }

    private static string PortionOf(string table) =>
        $"""
            delete from {table}
            where (series_id, ts) in (
                select r.series_id, r.ts
                from {table} r
                join series s on s.id = r.series_id
                where s.watch_id in ({Watches})
                limit {Portion})
            """;

    private static async Task RemoveAsync(Session session, string account)
    {
        // What came in since the portions, too: a poll may have been under way.
        await session.ExecuteAsync(
            $"""
            delete from due where kind in ('turn', 'intake', 'beat', 'pump') and key in ({Watches});
            delete from due where kind in ('delivery', 'notify') and key in ({Deliveries});
            delete from due
            where kind in ('hangup', 'cost') and key in (select id from attempts where delivery_id in ({Deliveries}));
            delete from due where kind = 'source-act' and key in ({Alerts});
            delete from due where kind in ('devices', 'redecode') and key in ({Networks});
            delete from messages where device_id in ({DevicesOfNetworks});
            delete from downlinks where device_id in ({DevicesOfNetworks});
            delete from devices where network_id in ({Networks});
            delete from arrivals where network_id in ({Networks});
            delete from decoders where network_id in ({Networks});
            delete from network_secrets where network_id in ({Networks});
            delete from networks where account_id = @account;
            delete from source_acts where watch_id in ({Watches});
            delete from source_tokens where watch_id in ({Watches});
            delete from pump_documents where watch_id in ({Watches});
            delete from pump_marks where watch_id in ({Watches});
            delete from pump_runs where watch_id in ({Watches});
            delete from pump_alarms where watch_id in ({Watches});
            delete from pumps where watch_id in ({Watches});
            delete from intake where watch_id in ({Watches});
            delete from heartbeats where watch_id in ({Watches});
            delete from intake_topics where watch_id in ({Watches});
            delete from intake_secrets where watch_id in ({Watches});
            delete from intake_gates where watch_id in ({Watches});
            delete from readings where series_id in (select id from series where watch_id in ({Watches}));
            delete from rollups where series_id in (select id from series where watch_id in ({Watches}));
            delete from series where watch_id in ({Watches});
            delete from reports where attempt_id in (select id from attempts where delivery_id in ({Deliveries}));
            delete from attempts where delivery_id in ({Deliveries});
            delete from reply_codes where alert_id in ({Alerts});
            delete from ledger where alert_id in ({Alerts})
            """,
            new { account }
        );
        await session.ExecuteAsync(
            $"""
            delete from deliveries
            where watch_id in ({Watches}) or contact_id in ({Contacts}) or alert_id in ({Alerts});
            delete from alerts where watch_id in ({Watches});
            delete from invitations where watch_id in ({Watches}) or account_id = @account or made_by = @account;
            delete from carers where account_id = @account or watch_id in ({Watches});
            delete from watch_contacts where watch_id in ({Watches}) or contact_id in ({Contacts});
            delete from watches where account_id = @account;
            delete from due where kind = 'duty' and key in ({Rosters});
            delete from covers where roster_id in ({Rosters}) or asked in ({Contacts}) or asked_by in ({Contacts});
            delete from roster_people where roster_id in ({Rosters}) or contact_id in ({Contacts});
            delete from rosters where account_id = @account;
            delete from changes where account_id = @account;
            update watches set person_id = null where person_id in ({Contacts});
            update accounts set contact_id = null where contact_id in ({Contacts});
            delete from codes where contact_id in ({Contacts});
            delete from push_addresses where contact_id in ({Contacts})
            """,
            new { account }
        );
        await ForgetNumbersAsync(session, account);
        await ForgetSourcesAsync(session);
        await session.ExecuteAsync(
            """
            delete from contacts where account_id = @account;
            delete from passkeys where account_id = @account;
            delete from logins where account_id = @account
            """,
            new { account }
        );
        await session.ExecuteAsync(
            account is Viewer.OwnerId
                // The row is the instance's own: it stays, as it was before anybody took it.
                ? """
                update accounts set
                    name = 'Owner', email = null, email_key = null, password_hash = null, failures = 0,
                    locked_until = null, contact_id = null, language = '', unit = '', zone = '', created_at = 0
                where id = @account
                """
                : "delete from accounts where id = @account",
            new { account }
        );
    }

    /// <summary>Numbers that are in nobody else's book.</summary>
    private static Task<int> ForgetNumbersAsync(Session session, string account)
    {
        const string Numbers = """
            select c.phone from contacts c
            where c.account_id = @account
              and not exists (select 1 from contacts o where o.phone = c.phone and o.account_id <> @account)
            """;
        return session.ExecuteAsync(
            $"""
            delete from inbound_texts where number in ({Numbers});
            delete from phones where number in ({Numbers});
            delete from sandbox_calls where number in ({Numbers});
            delete from sandbox_texts where number in ({Numbers})
            """,
            new { account }
        );
    }

    /// <summary>A source goes when no watch reads it any more.</summary>
    private static Task<int> ForgetSourcesAsync(Session session)
    {
        const string Unread = """
            select s.id from sources s where not exists (select 1 from watches w where w.source_id = s.id)
            """;
        return session.ExecuteAsync(
            $"""
            delete from due where kind in ('poll', 'push') and key in ({Unread});
            delete from sources where id in ({Unread})
            """
        );
    }
}
