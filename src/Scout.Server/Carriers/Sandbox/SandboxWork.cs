using Scout.Server.Due;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>Rings out, waits for keys, and tells Scout: all of it survives a restart.</summary>
internal sealed class SandboxWork(SandboxTelephone telephone) : IDueWork
{
    public string Kind => SandboxStore.DueKind;

    public int Concurrency => 8;

    public TimeSpan Lease => TimeSpan.FromSeconds(30);

    public Task DoAsync(DueRow row, CancellationToken cancellationToken) =>
        row.Key.StartsWith(SandboxStore.TextKey, StringComparison.Ordinal)
            ? telephone.SettleTextAsync(row.Key[SandboxStore.TextKey.Length..], cancellationToken)
            : telephone.SettleCallAsync(row.Key[SandboxStore.CallKey.Length..], cancellationToken);
}
