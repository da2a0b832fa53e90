namespace Scout.Server.Accounts;

/// <summary>A table of an export.</summary>
/// <param name="Name">In the file.</param>
/// <param name="Sql">Of the rows; its one argument is what the list it stands in is about.</param>
internal sealed record ExportTable(string Name, string Sql);

/// <summary>What goes into an export as it stands in the database, in the order of the file.</summary>
internal static class ExportTables
{
    /// <summary>Of @account.</summary>
    public static IReadOnlyList<ExportTable> OfAccount { get; } =
    [
        new(
            "contacts",
            """
            select id, name, phone, language, unit, zone, quiet, verified_at, opted_out_at, created_at
            from contacts
            where account_id = @account
            order by created_at, id
            """
        ),
        new(
            "screens",
            """
            select p.contact_id, p.service, p.name, p.hides_values, p.created_at
            from push_addresses p
            join contacts c on c.id = p.contact_id
            where c.account_id = @account
            order by p.created_at, p.id
            """
        ),
        new(
            "caresFor",
            """
            select c.watch_id, w.name, c.may, c.created_at
            from carers c
            join watches w on w.id = c.watch_id
            where c.account_id = @account
            order by c.created_at
            """
        ),
        new(
            "rosters",
            "select id, name, roster, created_at, removed_at from rosters where account_id = @account order by created_at, id"
        ),
        new(
            "changes",
            "select subject, about, at, changed_by, what from changes where account_id = @account order by at, id"
        ),
    ];

    /// <summary>What sends values to @account; the messages follow them.</summary>
    public static IReadOnlyList<ExportTable> OfDevices { get; } =
    [
        new(
            "networks",
            "select id, kind, name, key, admits, addresses, created_at, removed_at from networks where account_id = @account order by created_at, id"
        ),
        new(
            "decoders",
            """
            select d.network_id, d.name, d.condition, d.config, d.fields, d.paths
            from decoders d
            join networks n on n.id = d.network_id
            where n.account_id = @account
            order by d.network_id, d.position
            """
        ),
        new(
            "devices",
            """
            select d.id, d.network_id, d.external_id, d.name, d.state, d.watch_id, d.fields, d.lat, d.lng, d.radius_m
            from devices d
            join networks n on n.id = d.network_id
            where n.account_id = @account
            order by d.id
            """
        ),
        new(
            "downlinks",
            """
            select w.device_id, w.data, w.state, w.info, w.created_at, w.sent_at, w.ended_at
            from downlinks w
            join devices d on d.id = w.device_id
            join networks n on n.id = d.network_id
            where n.account_id = @account
            order by w.created_at, w.id
            """
        ),
    ];

    /// <summary>Of @watch; its alerts and series follow them.</summary>
    public static IReadOnlyList<ExportTable> OfWatch { get; } =
    [
        new(
            "watch",
            """
            select w.id, w.kind, w.name, s.address, w.settings, w.plan, w.upkeep, w.paused_until, w.declared_by, w.created_at, w.removed_at
            from watches w
            left join sources s on s.id = w.source_id
            where w.id = @watch
            """
        ),
        new(
            "people",
            "select contact_id, role, position from watch_contacts where watch_id = @watch order by position"
        ),
        new(
            "carers",
            """
            select a.name, c.may, c.created_at
            from carers c
            join accounts a on a.id = c.account_id
            where c.watch_id = @watch
            order by c.created_at
            """
        ),
        new(
            "deliveriesOfSource",
            """
            select received_at, size, kind, words, topic, outcome, problem, copies, body
            from intake
            where watch_id = @watch
            order by id
            """
        ),
        new("heartbeat", "select every_ms, grace_ms, last_at, missing_at from heartbeats where watch_id = @watch"),
        new(
            "pump",
            """
            select region, serial, zone, features, site, device_serial, device_model, uploaded_at, synced_at, created_at
            from pumps where watch_id = @watch
            """
        ),
        new(
            "pumpRuns",
            """
            select asked_by, asked_at, days, pretend, state, ended_at, events, written, counts, problem
            from pump_runs where watch_id = @watch order by asked_at, id
            """
        ),
        new("pumpAlarms", "select at, kind, told_at from pump_alarms where watch_id = @watch order by at, seq"),
    ];

    /// <summary>Of @alert.</summary>
    public static IReadOnlyList<ExportTable> OfAlert { get; } =
    [
        new("alert", "select id, kind, topic, severity, opened_at, closed_at from alerts where id = @alert"),
        new("ledger", "select at, line from ledger where alert_id = @alert order by position"),
        new(
            "deliveries",
            """
            select id, contact_id, channel, purpose, round, step, state, said, created_at, finished_at
            from deliveries
            where alert_id = @alert
            order by created_at, id
            """
        ),
        new(
            "attempts",
            """
            select t.delivery_id, t.number, t.carrier, t.text, t.sent_at, t.cost, t.currency
            from attempts t
            join deliveries d on d.id = t.delivery_id
            where d.alert_id = @alert
            order by t.sent_at, t.id
            """
        ),
        new(
            "reports",
            """
            select t.delivery_id, t.number, r.at, r.status, r.said
            from reports r
            join attempts t on t.id = r.attempt_id
            join deliveries d on d.id = t.delivery_id
            where d.alert_id = @alert
            order by r.at, t.id
            """
        ),
    ];
}
