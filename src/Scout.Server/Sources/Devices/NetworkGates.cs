using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Scout.Core.Devices;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>
/// Finds the network that a request is for. What was found is remembered for some seconds, so that a storm of requests
/// asks the database once; <see cref="Forget"/> makes changes of this node count at once.
/// </summary>
internal sealed class NetworkGates(Database database, TimeProvider time)
{
    /// <summary>Another node's change counts after this at the latest.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Found> _found = new(StringComparer.Ordinal);

    /// <summary>Something about networks or their secrets changed. After the commit.</summary>
    public void Forget() => _found.Clear();

    /// <summary>The network with this key in its address; null: there is none.</summary>
    public ValueTask<NetworkGate?> ByKeyAsync(string kind, string key, CancellationToken cancellationToken) =>
        FindAsync($"{kind}/{key}", "n.kind = @kind and n.key = @key", new { kind, key }, cancellationToken);

    /// <summary>The network of /data that a secret opens; null: none.</summary>
    public async ValueTask<NetworkGate?> BySecretAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = HashOf(secret);
        var text = Convert.ToHexStringLower(hash);
        var gate = await FindAsync(
            $"data/{text}",
            "n.kind = 'data' and n.id in (select network_id from network_secrets where hash = @text)",
            new { text },
            cancellationToken
        );
        return gate is not null && gate.Opens(hash, time.GetUtcNow()) ? gate : null;
    }

    /// <summary>What comes without a secret; made when the first comes.</summary>
    public async ValueTask<NetworkGate> OpenAsync(CancellationToken cancellationToken)
    {
        if (await ByKeyAsync(NetworkKinds.Data, NetworkStore.OpenId, cancellationToken) is { } gate)
        {
            return gate;
        }

        var row = await MakeAsync(Viewer.OwnerId, "Open sensors", NetworkStore.OpenId, cancellationToken);
        return new NetworkGate(row.Id, NetworkKind.Data, row.Addresses, []);
    }

    /// <summary>
    /// The account's own network for scripts that bring a token of the account; made when the first comes. Null: the
    /// token opens nothing. A token is never remembered: taken back, it must not open any longer.
    /// </summary>
    public async ValueTask<NetworkGate?> ByTokenAsync(string token, CancellationToken cancellationToken)
    {
        var holder = await database.ReadAsync(
            session => session.FindTokenHolderAsync(token, time.GetUtcNow()),
            cancellationToken
        );
        if (holder is null)
        {
            return null;
        }

        if (holder.IsLongAgo)
        {
            await database.WriteAsync(
                session => session.UseTokenAsync(holder.Token, time.GetUtcNow()),
                cancellationToken
            );
        }

        var key = $"account-{holder.Account.Id}";
        if (await ByKeyAsync(NetworkKinds.Data, key, cancellationToken) is { } gate)
        {
            return gate;
        }

        var row = await MakeAsync(holder.Account.Id, "Scripts", key, cancellationToken);
        return new NetworkGate(row.Id, NetworkKind.Data, row.Addresses, []);
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private Task<NetworkRow> MakeAsync(string account, string name, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
                session.AddNetworkAsync(
                    account,
                    NetworkKinds.Data,
                    name,
                    DeviceState.Active,
                    time.GetUtcNow(),
                    id: key is NetworkStore.OpenId ? NetworkStore.OpenId : null,
                    key
                ),
            cancellationToken
        );

    private ValueTask<NetworkGate?> FindAsync(
        string name,
        string condition,
        object arguments,
        CancellationToken cancellationToken
    ) =>
        _found.TryGetValue(name, out var found)
        && time.GetUtcNow() - found.At is var age
        && age < Remembered
        && age >= TimeSpan.Zero
            ? ValueTask.FromResult<NetworkGate?>(found.Gate)
            : new ValueTask<NetworkGate?>(LoadAsync(name, condition, arguments, cancellationToken));

    private async Task<NetworkGate?> LoadAsync(
        string name,
        string condition,
        object arguments,
        CancellationToken cancellationToken
    )
    {
        var at = time.GetUtcNow();
        var rows = await database.ReadAsync(
            session =>
                session.QueryAsync<GateRow>(
                    $"""
                    select n.id, n.kind, n.addresses, s.hash, s.ends_at
                    from networks n
                    left join network_secrets s on s.network_id = n.id
                    where n.removed_at is null and {condition}
                    """,
                    arguments
                ),
            cancellationToken
        );
        if (rows is not [var first, ..])
        {
            _found.TryRemove(name, out _);
            return null;
        }

        var gate = new NetworkGate(
            first.Id,
            NetworkKinds.Read(first.Kind),
            first.Addresses,
            [
                .. rows.Where(row => row.Hash is not null)
                    .Select(row => new NetworkSecret(Convert.FromHexString(row.Hash!), row.EndsAt)),
            ]
        );
        if (_found.Count >= Most)
        {
            _found.Clear();
        }

        _found[name] = new Found(gate, at);
        return gate;
    }

    private sealed record Found(NetworkGate Gate, DateTimeOffset At);

    private sealed record GateRow
    {
        public required string Id { get; init; }

        public required string Kind { get; init; }

        public required string Addresses { get; init; }

        public string? Hash { get; init; }

        public long? EndsAt { get; init; }
    }
}
