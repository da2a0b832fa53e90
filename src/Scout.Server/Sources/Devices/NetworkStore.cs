using Scout.Server.Accounts;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>The rows of networks, and what opens them. A secret is stored as its hash and shown once.</summary>
internal static class NetworkStore
{
    /// <summary>The network of whatever comes without a secret, where the settings allow that.</summary>
    public const string OpenId = "open";

    private const int KeyLength = 12;

    /// <summary>A name for an address: nobody must be able to guess another network's, and it is no secret.</summary>
    public static string MakeKey() =>
        string.Concat(Secrets.Make().Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()[..KeyLength];

    public static async Task<NetworkRow> AddNetworkAsync(
        this Session session,
        string account,
        string kind,
        string name,
        DeviceState admits,
        DateTimeOffset now,
        string? id = null,
        string? key = null
    ) =>
        (
            await session.FirstOrDefaultAsync<NetworkRow>(
                $"""
                insert into networks (id, account_id, kind, name, key, admits, created_at)
                values (@id, @account, @kind, @name, @key, @admits, @now)
                on conflict (key) do update set removed_at = null
                returning {NetworkRow.Columns}
                """,
                new
                {
                    id = id ?? Guid.CreateVersion7(now).ToString("N"),
                    account,
                    kind,
                    name,
                    key = key ?? MakeKey(),
                    admits = admits.ToString(),
                    now = now.ToUnixTimeMilliseconds(),
                }
            )
        )!;

    public static Task<NetworkRow?> LockNetworkAsync(this Session session, string id) =>
        session.FirstOrDefaultAsync<NetworkRow>(
            $"select {NetworkRow.Columns} from networks where id = @id {session.ForUpdate}",
            new { id }
        );

    /// <summary>Networks of the account, removed ones left out.</summary>
    public static Task<IReadOnlyList<NetworkRow>> NetworksAsync(this Session session, string account) =>
        session.QueryAsync<NetworkRow>(
            $"""
            select {NetworkRow.Columns} from networks
            where account_id = @account and removed_at is null
            order by created_at, id
            """,
            new { account }
        );

    /// <summary>Null: the account has none with this id.</summary>
    public static Task<NetworkRow?> FindNetworkAsync(this Session session, string account, string id) =>
        session.FirstOrDefaultAsync<NetworkRow>(
            $"""
            select {NetworkRow.Columns} from networks
            where id = @id and account_id = @account and removed_at is null
            """,
            new { account, id }
        );

    /// <param name="addresses">As <see cref="Gate.Read"/> makes them.</param>
    public static Task<int> ChangeNetworkAsync(
        this Session session,
        string id,
        string name,
        DeviceState admits,
        string addresses
    ) =>
        session.ExecuteAsync(
            "update networks set name = @name, admits = @admits, addresses = @addresses where id = @id",
            new
            {
                id,
                name,
                admits = admits.ToString(),
                addresses,
            }
        );

    /// <summary>
    /// This secret opens the network from now on. The one before it does so for a while; any older one does not: never
    /// more than two at a time.
    /// </summary>
    public static Task<int> ChangeNetworkSecretAsync(
        this Session session,
        string network,
        string secret,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            """
            delete from network_secrets where network_id = @network and ends_at is not null;
            update network_secrets set ends_at = @ends where network_id = @network;
            insert into network_secrets (hash, network_id, created_at) values (@hash, @network, @now)
            """,
            new
            {
                network,
                hash = Secrets.Hash(secret),
                ends = (now + IntakeGates.Overlap).ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>The old secret stops now.</summary>
    public static Task<int> EndOldNetworkSecretsAsync(this Session session, string network) =>
        session.ExecuteAsync(
            "delete from network_secrets where network_id = @network and ends_at is not null",
            new { network }
        );

    /// <summary>Until when the secret before this one opens; null: there is none.</summary>
    public static Task<long?> OldNetworkSecretAsync(this Session session, string network) =>
        session.ScalarAsync<long?>(
            "select max(ends_at) from network_secrets where network_id = @network and ends_at is not null",
            new { network }
        );
}
