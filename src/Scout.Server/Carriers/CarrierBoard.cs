using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Scout.Core.Deliveries;

namespace Scout.Server.Carriers;

/// <summary>The carriers of this instance in the order they are tried.</summary>
internal sealed class CarrierBoard(IEnumerable<ICarrier> carriers, IOptions<CarrierOptions> options, TimeProvider time)
{
    private readonly ImmutableArray<ICarrier> _carriers = Sort([.. carriers], CarrierOptions.Read(options.Value.Order));

    private readonly ImmutableArray<(string Code, string[] Order)> _prefixes =
    [
        .. options
            .Value.Prefixes.Select(rule => (Code: "+" + rule.Key.TrimStart('+'), CarrierOptions.Read(rule.Value)))
            .OrderByDescending(rule => rule.Code.Length),
    ];

    private readonly Circuits _circuits = new(time);

    public ImmutableArray<string> Names => [.. _carriers.Select(carrier => carrier.Name)];

    public ImmutableArray<ICarrier> All => _carriers;

    public ICarrier? Find(string name) => _carriers.FirstOrDefault(carrier => carrier.Name == name);

    /// <summary>
    /// The order for a number (E.164 with +): its country's, and who has just failed comes last. Nobody who takes such
    /// orders is left out: a carrier that may work is better than silence.
    /// </summary>
    public ImmutableArray<string> For(string number, Channel channel)
    {
        var first =
            _prefixes.FirstOrDefault(rule => number.StartsWith(rule.Code, StringComparison.Ordinal)).Order ?? [];
        return
        [
            .. first
                .Concat(Names)
                .Distinct(StringComparer.Ordinal)
                .Where(name => Find(name)?.Takes(channel) is true)
                .OrderBy(_circuits.IsOpen), // a stable sort
        ];
    }

    /// <summary>What a carrier said to an order. True: it has failed so often in a row that it comes last for a while.</summary>
    public bool Heard(string carrier, Receipt receipt) => _circuits.Heard(carrier, receipt);

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
