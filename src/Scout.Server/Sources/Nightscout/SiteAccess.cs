using Scout.Core.Nightscout;

namespace Scout.Server.Sources.Nightscout;

/// <summary>A site and what opens it, with the short-lived token that was got for it. Prints no secrets.</summary>
internal sealed class SiteAccess(Uri site, NightscoutCredential credential)
{
    public Uri Site => site;

    public NightscoutCredential Credential => credential;

    public NightscoutJwt? Jwt { get; private set; }

    private DateTimeOffset _usableUntil;

    public NightscoutJwt? JwtAt(DateTimeOffset now) => now < _usableUntil ? Jwt : null;

    public void Keep(NightscoutJwt jwt, DateTimeOffset now)
    {
        Jwt = jwt;
        _usableUntil = now + jwt.UsableFor;
    }

    public void Forget() => _usableUntil = DateTimeOffset.MinValue;

    public override string ToString() => nameof(SiteAccess);
}
