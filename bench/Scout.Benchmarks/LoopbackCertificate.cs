using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Scout.Benchmarks;

/// <summary>A certificate for 127.0.0.1, signed by a root of its own.</summary>
internal static class LoopbackCertificate
{
    /// <summary>Writes PEM files; the root is what a client must trust.</summary>
    public static (string Certificate, string Key, string Root) Write(string folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Scout bench root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using var root = rootRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(root, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        return (
            Save(folder, "site.pem", leaf.ExportCertificatePem()),
            Save(folder, "site.key", key.ExportPkcs8PrivateKeyPem()),
            Save(folder, "root.pem", root.ExportCertificatePem())
        );
    }

    private static string Save(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
