using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>
/// Whether the instance has an owner who can sign in. Before, the setup link and the machine itself open it; after,
/// nothing but signing in does.
/// </summary>
internal sealed class FirstOwner(Database database, IConfiguration configuration)
{
    private volatile bool _isThere;

    public async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        // There is no way back: the last owner cannot go.
        if (!_isThere)
        {
            _isThere = await database.ReadAsync(session => session.IsSetUpAsync(), cancellationToken);
        }

        return _isThere;
    }

    /// <summary>A person at the machine itself needs no key: before the setup, and in the demo, where nothing is real.</summary>
    public async ValueTask<bool> IsHereAsync(HttpContext context, CancellationToken cancellationToken) =>
        Place.IsHere(context)
        && !Place.IsPublic(configuration["Scout:SiteUrl"])
        && (configuration.GetValue<bool>("Scout:Demo") || !await IsThereAsync(cancellationToken));
}
