using System.Collections.Immutable;
using System.Security.Cryptography;
using Scout.Core.Devices;
using Scout.Server.Sources.Intake;

namespace Scout.Server.Sources.Devices;

/// <summary>A network as its door sees it.</summary>
/// <param name="Secrets">At most two are alive.</param>
internal sealed record NetworkGate(string Id, NetworkKind Kind, string Addresses, ImmutableArray<NetworkSecret> Secrets)
{
    /// <summary>All are compared, each in the same time whatever it is.</summary>
    /// <param name="hash">Of the secret that was brought.</param>
    public bool Opens(byte[] hash, DateTimeOffset now)
    {
        var opens = false;
        foreach (var secret in Secrets)
        {
            opens |= CryptographicOperations.FixedTimeEquals(secret.Hash, hash) && secret.IsAliveAt(now);
        }

        return opens;
    }

    public bool Admits(HttpContext context) =>
        Addresses.Length == 0 || new Gate(Id, Addresses, "").Admits(Accounts.Place.CallerOf(context));
}

/// <param name="EndsAt">Unix milliseconds; null: until it is changed.</param>
internal readonly record struct NetworkSecret(byte[] Hash, long? EndsAt)
{
    public bool IsAliveAt(DateTimeOffset now) => EndsAt is null || EndsAt > now.ToUnixTimeMilliseconds();
}
