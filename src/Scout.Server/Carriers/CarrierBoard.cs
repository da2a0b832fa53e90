using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Scout.Server.Deliveries;

namespace Scout.Server.Carriers;

/// <summary>The carriers of this instance in the order they are tried.</summary>
internal sealed class CarrierBoard(IEnumerable<ICarrier> carriers, IOptions<EscalationOptions> options)
{
    private readonly ImmutableArray<ICarrier> _carriers = Sort([.. carriers], options.Value.Carriers);

    public ImmutableArray<string> Names => [.. _carriers.Select(carrier => carrier.Name)];

    public ImmutableArray<ICarrier> All => _carriers;

    public ICarrier? Find(string name) => _carriers.FirstOrDefault(carrier => carrier.Name == name);

    /// <summary>Real carriers before the sandbox, which stands in only where there is no other.</summary>
    private static ImmutableArray<ICarrier> Sort(ImmutableArray<ICarrier> carriers, string[] order)
    {
        if (order.Length > 0)
        {
            return
            [
                .. order.Select(name => carriers.FirstOrDefault(carrier => carrier.Name == name)).OfType<ICarrier>(),
            ];
        }

        var real = carriers.Where(carrier => carrier.Name != "sandbox").ToImmutableArray();
        return real.IsEmpty ? carriers : real;
    }
}
