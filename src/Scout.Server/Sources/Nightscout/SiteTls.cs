using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>
/// Makes connections to sites secure. Whom to believe is up to the authorities of the machine. OpenSSL sorts all of
/// them (about 140) anew for every chain, so a chain is tried first with the few that other sites were just proven by.
/// </summary>
/// <param name="authorities">What every certificate can be checked against.</param>
internal sealed class SiteTls(TimeProvider time, Func<X509ChainPolicy> authorities)
{
    /// <summary>That long an authority is still believed after the machine has ceased to.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private ImmutableArray<Proven> _proven = [];

    public SiteTls(TimeProvider time)
        : this(time, () => new X509ChainPolicy()) { }

    /// <summary>Whoever answers is taken for the site: nobody is proven, and whoever stands in between reads along.</summary>
    public bool BelievesAll { get; init; }

    /// <summary>Owns the stream, also when it fails.</summary>
    /// <exception cref="AuthenticationException">The certificate is not trusted, not valid now or for another host.</exception>
    /// <exception cref="SiteException">The other side does not get as far as showing one.</exception>
    public async Task<Stream> SecureAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    CertificateChainPolicy = ProvenOnly(),
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                        BelievesAll || IsTrusted(certificate, chain, errors),
                },
                cancellationToken
            );
            return secure;
        }
        catch (IOException exception)
        {
            await secure.DisposeAsync();
            throw new SiteException(SourceFailure.Tls, exception);
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // Nothing but the chain is looked at again: a wrong host or no certificate at all stays wrong.
        if (
            errors is not SslPolicyErrors.RemoteCertificateChainErrors
            || certificate is not X509Certificate2 leaf
            || chain is null
        )
        {
            return errors is SslPolicyErrors.None;
        }

        using var whole = new X509Chain { ChainPolicy = ForSites(authorities()) };
        whole.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        try
        {
            if (!whole.Build(leaf))
            {
                return false;
            }

            Remember(whole.ChainElements[^1].Certificate);
            return true;
        }
        finally
        {
            foreach (var element in whole.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    private X509ChainPolicy ProvenOnly()
    {
        var now = time.GetUtcNow();
        var policy = ForSites(new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust });
        foreach (var proven in _proven)
        {
            if (proven.Until > now)
            {
                policy.CustomTrustStore.Add(proven.Authority);
            }
        }

        return policy;
    }

    private void Remember(X509Certificate2 authority)
    {
        var now = time.GetUtcNow();
        var proven = new Proven(X509CertificateLoader.LoadCertificate(authority.RawData), now + Memory);
        ImmutableInterlocked.Update(
            ref _proven,
            all =>
                [
                    .. all.Where(other =>
                        other.Until > now
                        && !other.Authority.RawDataMemory.Span.SequenceEqual(proven.Authority.RawDataMemory.Span)
                    ),
                    proven,
                ]
        );
    }

    private static X509ChainPolicy ForSites(X509ChainPolicy policy)
    {
        // A certificate names addresses to fetch the rest of its chain from; nobody has checked those.
        policy.DisableCertificateDownloads = true;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // a server's certificate
        return policy;
    }

    private sealed record Proven(X509Certificate2 Authority, DateTimeOffset Until);
}
