using System.Globalization;
using System.Text.RegularExpressions;

namespace Scout.Benchmarks;

/// <summary>A client that asks as fast as it is answered.</summary>
internal static partial class Wrk
{
    public const string Program = "/usr/bin/wrk";

    public const int Clients = 64;

    /// <summary>Requests that were answered well in a second, and the time in ms within which 99 of 100 were answered.</summary>
    public static async Task<(double Rate, double P99)> FloodAsync(
        string address,
        string script,
        int seconds,
        CancellationToken cancellationToken,
        params (string, string)[] environment
    )
    {
        await using var wrk = Child.Start(
            Program,
            [
                "--latency",
                $"--connections={Clients}",
                "--threads=2",
                $"--duration={seconds}s",
                $"--script={script}",
                address,
            ],
            environment
        );
        var said = await wrk.Output.ReadToEndAsync(cancellationToken);
        return
            Rate().Match(said) is { Success: true } rate
            && Slow().Match(said) is { Success: true } slow
            && !said.Contains("Non-2xx", StringComparison.Ordinal)
            ? (Number(rate), Number(slow) * Unit(slow.Groups["unit"].Value))
            : throw new InvalidOperationException($"{address}: {said}");
    }

    private static double Number(Match match) =>
        double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    private static double Unit(string name) =>
        name switch
        {
            "us" => 0.001,
            "ms" => 1,
            _ => 1000,
        };

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rate();

    [GeneratedRegex(
        @"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Slow();
}
