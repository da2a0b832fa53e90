using Scout.Server.Accounts;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Networks;

/// <summary>What people do with networks. The doors forget what they knew, so that a change counts at once.</summary>
internal sealed class NetworkKeeper(Database database, NetworkGates gates, TimeProvider time)
{
    public async Task<(string Id, string Secret)> AddAsync(
        string account,
        NetworkDraft draft,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var secret = Secrets.Make();
        var id = await database.WriteAsync(
            async session =>
            {
                var row = await session.AddNetworkAsync(account, draft.Kind, draft.Name, draft.Admits, now);
                await session.ChangeNetworkAsync(row.Id, draft.Name, draft.Admits, draft.Addresses);
                await session.ChangeNetworkSecretAsync(row.Id, secret, now);
                return row.Id;
            },
            cancellationToken
        );
        gates.Forget();
        return (id, secret);
    }

    public async Task ChangeAsync(NetworkRow network, NetworkDraft draft, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            session => session.ChangeNetworkAsync(network.Id, draft.Name, draft.Admits, draft.Addresses),
            cancellationToken
        );
        gates.Forget();
    }

    public async Task<string> ChangeSecretAsync(NetworkRow network, CancellationToken cancellationToken)
    {
        var secret = Secrets.Make();
        await database.WriteAsync(
            session => session.ChangeNetworkSecretAsync(network.Id, secret, time.GetUtcNow()),
            cancellationToken
        );
        gates.Forget();
        return secret;
    }

    public async Task EndOldSecretAsync(NetworkRow network, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => session.EndOldNetworkSecretsAsync(network.Id), cancellationToken);
        gates.Forget();
    }

    /// <summary>Nothing is taken from it any more, its devices are not watched, their alerts end. Their history stays.</summary>
    public async Task RemoveAsync(NetworkRow network, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                foreach (var device in await session.DevicesAsync(network.AccountId, network.Id))
                {
                    await session.RetireAsync(device, now);
                    if (device.WatchId is { } watch)
                    {
                        await session.EndWatchAsync(watch, now);
                    }
                }

                await session.ExecuteAsync(
                    """
                    delete from network_secrets where network_id = @Id;
                    update networks set removed_at = @now where id = @Id
                    """,
                    new { network.Id, now = now.ToUnixTimeMilliseconds() }
                );
                return 0;
            },
            cancellationToken
        );
        gates.Forget();
    }
}
