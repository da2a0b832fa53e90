using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Scout.Server.Tests.Sources;

/// <summary>Signs certificates; nobody trusts it unless told to.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        Root = request.CreateSelfSigned(Now.AddDays(-9), Now.AddDays(2));
    }

    public X509Certificate2 Root { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <param name="days">Until it ends; below zero: it has ended.</param>
    /// <param name="purpose">What it may be used for; a server of TLS when nothing is said.</param>
    /// <param name="issuerAt">Where it says that its issuer can be fetched.</param>
    public X509Certificate2 Sign(string host, int days = 1, string purpose = ForServers, Uri? issuerAt = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Site", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        if (issuerAt is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerAt.ToString()]));
        }

        using var signed = request.Create(Root, Now.AddDays(-8), Now.AddDays(days), [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}
