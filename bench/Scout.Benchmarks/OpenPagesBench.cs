using System.Diagnostics;

namespace Scout.Benchmarks;

/// <summary>
/// Two hundred open pages of one watch on one node: each holds its stream of events and, when told, asks for its
/// chart again. From the order to measure until each page has the new value.
/// </summary>
internal static class OpenPagesBench
{
    private const int Pages = 200;
    private const int Rounds = 10;

    public static async Task<Line[]> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("scout-bench-");
        try
        {
            await using var node = Child.Again("page-node", [folder.FullName]);
            var said = (await HearAsync(node, "ready", cancellationToken)).Split(' ');
            var path = $"/api/series/{said[2]}/points?width=1000";
            using var http = WebNode.ClientOf(said[1]);
            await http.GetByteArrayAsync(path, cancellationToken); // awake
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, cancellationToken);
            var before = Child.MemoryOf(node.Id, "VmRSS");

            var pages = Enumerable.Range(0, Pages).Select(_ => new OpenPage(http, path)).ToList();
            await Task.WhenAll(pages.Select(page => page.OpenAsync(cancellationToken)));
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
            var open = Child.MemoryOf(node.Id, "VmRSS");

            var samples = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var value = 200 + round;
                var clock = Stopwatch.GetTimestamp();
                var seen = pages.Select(page => page.SeeAsync(value, cancellationToken)).ToList();
                await node.Input.WriteLineAsync(value.ToString());
                await node.Input.FlushAsync(cancellationToken);
                await HearAsync(node, "kept", cancellationToken);
                samples.AddRange(
                    (await Task.WhenAll(seen)).Select(at => Stopwatch.GetElapsedTime(clock, at).TotalSeconds)
                );
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            }

            var busy = Child.MemoryOf(node.Id, "VmRSS");
            foreach (var page in pages)
            {
                page.Dispose();
            }

            return
            [
                Line.Figure(
                    $"pages: {Pages} open, new reading → in every chart, median",
                    Samples.Percentile(samples, 0.5),
                    "s"
                ),
                Line.AtMost($"pages: … p99 of {samples.Count:#,0}", Samples.Percentile(samples, 0.99), 1, "s"),
                Line.Figure("pages: … memory for one, open", (open - before) * 1024 / Pages, "KiB"),
                Line.Figure("pages: … memory of the node, after all that", busy, "MiB"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The node says other things too.</summary>
    private static async Task<string> HearAsync(Child node, string word, CancellationToken cancellationToken)
    {
        while (await node.Output.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The node is gone.");
    }

    private sealed class OpenPage(HttpClient http, string path) : IDisposable
    {
        private HttpResponseMessage? _stream;
        private StreamReader? _events;

        public async Task OpenAsync(CancellationToken cancellationToken)
        {
            _stream = await http.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            _events = new StreamReader(await _stream.Content.ReadAsStreamAsync(cancellationToken));
            await NextAsync(cancellationToken);
        }

        /// <summary>When the page has a value, as a time stamp.</summary>
        public async Task<long> SeeAsync(int value, CancellationToken cancellationToken)
        {
            while (true)
            {
                await NextAsync(cancellationToken);
                var chart = await http.GetStringAsync(path, cancellationToken);
                if (chart.Contains($",{value}", StringComparison.Ordinal))
                {
                    return Stopwatch.GetTimestamp();
                }
            }
        }

        public void Dispose()
        {
            _events?.Dispose();
            _stream?.Dispose();
        }

        /// <summary>The end of an event about a watch.</summary>
        private async Task NextAsync(CancellationToken cancellationToken)
        {
            while (await _events!.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line is "event: watch")
                {
                    return;
                }
            }

            throw new InvalidOperationException("The stream of events ended.");
        }
    }
}
