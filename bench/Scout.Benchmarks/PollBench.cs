using System.Diagnostics;
using System.Text.Json;

namespace Scout.Benchmarks;

/// <summary>One node against many sites, both in processes of their own; beside it a loop that asks one site after another.</summary>
internal static class PollBench
{
    private const double Period = 20;
    private static readonly TimeSpan LoopLength = TimeSpan.FromSeconds(40);

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("scout-bench-");
        try
        {
            var files = LoopbackCertificate.Write(folder.FullName);
            var every = (long)(Period * 5 * 1000);
            await using var site = Child.Again("site", [$"{every}", files.Certificate, files.Key]);
            var urls = (await site.Output.ReadLineAsync(cancellationToken))!.Split(' ');
            var loop = LoopAsync(urls[0], cancellationToken);
            var http = await NodeAsync(
                Path.Combine(folder.FullName, "http"),
                urls[0],
                110_000,
                files.Root,
                cancellationToken
            );
            var serial = await loop;
            var tls = await NodeAsync(
                Path.Combine(folder.FullName, "tls"),
                // By name, as sites are: for a bare address .NET makes its TLS context anew for each connection.
                urls[1].Replace("127.0.0.1", "localhost"),
                41_500,
                files.Root,
                cancellationToken
            );
            switch (await TlsFront.SparedHandshakesAsync(folder.FullName))
            {
                case null:
                    await Console.Error.WriteLineAsync(
                        "nginx is missing: the sites speak HTTPS themselves, and take more of the processors for it."
                    );
                    break;
                case > 0 and var spared:
                    throw new InvalidOperationException(
                        $"{spared} polls over HTTPS had no full handshake of their own."
                    );
            }

            return
            [
                .. Lines("HTTP, a new connection each", http, 100_000, serial),
                Line.Figure("polls: a loop, one site after another, no time limit", serial, "/min", Line.Times(1)),
                .. Lines("HTTPS, a new handshake each", tls, 40_000, serial),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Line> Lines(string how, PollResult result, double gate, double serial)
    {
        var perMinute = result.Polls / result.Seconds * 60;
        yield return Line.AtLeast($"polls: {how}", perMinute, gate, "/min");
        yield return Line.Figure(
            "polls: … answered, against the loop",
            result.Answered / result.Seconds * 60,
            "/min",
            Line.Times(perMinute / serial)
        );
        yield return Line.Figure("polls: … late, p50", result.P50 * 1000, "ms");
        yield return Line.AtMost("polls: … late, p99", result.P99 * 1000, 1000, "ms");
        yield return Line.AtMost("polls: … memory at its highest", result.Memory, 1024, "MiB");
        yield return Line.Figure("polls: … processors used by the node", result.Cores, "cores");
    }

    private static async Task<PollResult> NodeAsync(
        string folder,
        string site,
        int perMinute,
        string root,
        CancellationToken cancellationToken
    )
    {
        var sites = (int)(perMinute * Period / 60);
        var task = new PollTask(folder, site, sites, Period, WarmUp: (2 * Period) + 3, Length: Period);
        // The certificates that the node trusts.
        await using var node = Child.Again("node", [JsonSerializer.Serialize(task)], ("SSL_CERT_FILE", root));
        while (await node.Output.ReadLineAsync(cancellationToken) is { } line)
        {
            // The server greets whoever started it.
            if (line.StartsWith('{'))
            {
                return JsonSerializer.Deserialize<PollResult>(line)!;
            }
        }

        throw new InvalidOperationException("The node ended without a word.");
    }

    /// <summary>What a script with a list of sites does: one request, then the next; whoever hangs holds up everybody.</summary>
    private static async Task<double> LoopAsync(string site, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(site), Timeout = Timeout.InfiniteTimeSpan };
        var clock = Stopwatch.StartNew();
        var count = 0;
        while (clock.Elapsed < LoopLength)
        {
            try
            {
                using var answer = await http.GetAsync(
                    $"loop/{count}/api/v1/entries/sgv.json?count=10",
                    cancellationToken
                );
                await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
                using var entries = answer.IsSuccessStatusCode
                    ? await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken)
                    : null;
            }
            catch (HttpRequestException)
            {
                // cut off
            }

            count++;
        }

        return count / clock.Elapsed.TotalMinutes;
    }
}
