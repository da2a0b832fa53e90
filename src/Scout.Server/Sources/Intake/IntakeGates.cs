using System.Net;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Intake;

/// <summary>Gates and what opens them. A secret is stored as its hash and shown once.</summary>
internal static class IntakeGates
{
    /// <summary>After a change the old secret opens for this long, so that it can be changed at the source.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromDays(7);

    /// <summary>A gate for the watch, if it has none.</summary>
    public static Task<int> AddGateAsync(this Session session, string watch, string kind) =>
        session.ExecuteAsync(
            "insert into intake_gates (watch_id, kind) values (@watch, @kind) on conflict (watch_id) do nothing",
            new { watch, kind }
        );

    /// <summary>
    /// This secret opens the gate from now on. The one before it does so for a while; any older one does not: never more
    /// than two at a time.
    /// </summary>
    public static async Task ChangeSecretAsync(this Session session, string watch, string secret, DateTimeOffset now)
    {
        var hash = Secrets.Hash(secret);
        var known = await session.QueryAsync<string>(
            "select hash from intake_secrets where watch_id = @watch and ends_at is null",
            new { watch }
        );
        if (known.Contains(hash))
        {
            return;
        }

        await session.ExecuteAsync(
            """
            delete from intake_secrets where hash = @hash or (watch_id = @watch and ends_at is not null);
            update intake_secrets set ends_at = @ends where watch_id = @watch;
            insert into intake_secrets (hash, watch_id, created_at) values (@hash, @watch, @now)
            """,
            new
            {
                watch,
                hash,
                ends = (now + Overlap).ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );
    }

    /// <summary>The old secret stops now.</summary>
    public static Task<int> EndOldSecretsAsync(this Session session, string watch) =>
        session.ExecuteAsync(
            "delete from intake_secrets where watch_id = @watch and ends_at is not null",
            new { watch }
        );

    /// <summary>The gate that a secret opens. Only hashes are compared: how long that takes tells nothing about the secret.</summary>
    public static Task<Gate?> FindGateAsync(this Session session, string kind, string secret, DateTimeOffset now) =>
        session.FirstOrDefaultAsync<Gate>(
            """
            select g.watch_id as watch, g.addresses, g.signing
            from intake_secrets s
            join intake_gates g on g.watch_id = s.watch_id
            join watches w on w.id = s.watch_id and w.removed_at is null
            where s.hash = @hash and g.kind = @kind and (s.ends_at is null or s.ends_at > @now)
            """,
            new
            {
                hash = Secrets.Hash(secret),
                kind,
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <param name="signing">The key, closed.</param>
    public static Task<int> SignedWithAsync(this Session session, string watch, string signing) =>
        session.ExecuteAsync(
            "update intake_gates set signing = @signing, refused_at = null where watch_id = @watch",
            new { watch, signing }
        );

    /// <summary>Something came, at this Unix time in milliseconds.</summary>
    public static void CameAt(this Session session, string watch, long at) =>
        session.Later("update intake_gates set last_at = @at where watch_id = @watch", new { watch, at });

    /// <summary>Somebody knew the secret and did not sign rightly: the page of the watch says so.</summary>
    public static Task<int> RefusedAsync(this Session session, string watch, DateTimeOffset now) =>
        session.ExecuteAsync(
            "update intake_gates set refused_at = @now where watch_id = @watch",
            new { watch, now = now.ToUnixTimeMilliseconds() }
        );

    public static Task<Gate?> GateOfAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<Gate>(
            """
            select g.watch_id as watch, g.addresses, g.signing
            from intake_gates g
            join watches w on w.id = g.watch_id and w.removed_at is null
            where g.watch_id = @watch
            """,
            new { watch }
        );
}

/// <param name="Addresses">IP addresses and networks, divided by blanks; empty: everywhere.</param>
/// <param name="Signing">The key that what comes must be signed with, closed; empty: no signature is asked for.</param>
internal sealed record Gate(string Watch, string Addresses, string Signing)
{
    /// <summary>What the key that things are signed with is closed for.</summary>
    public const string SigningPurpose = "Scout.Intake.Signing";

    public bool Admits(string caller) =>
        Addresses.Length == 0
        || (
            IPAddress.TryParse(caller, out var address)
            && Array.Exists(Addresses.Split(' '), one => Contains(one, Plain(address)))
        );

    /// <summary>As typed, divided by blanks, commas or lines → as kept; null: one of them is no address, which Wrong is.</summary>
    public static string? Read(string typed, out string wrong)
    {
        wrong = "";
        var all = typed.Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var one in all)
        {
            if (!IPAddress.TryParse(one, out _) && !IPNetwork.TryParse(one, out _))
            {
                wrong = one;
                return null;
            }
        }

        return string.Join(' ', all.Distinct());
    }

    private static bool Contains(string allowed, IPAddress address) =>
        IPNetwork.TryParse(allowed, out var network)
            ? network.Contains(address)
            : IPAddress.TryParse(allowed, out var one) && Plain(one).Equals(address);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
