using Spectre.Console;

namespace Scout.Benchmarks;

/// <summary>All measurements, in the order of the table.</summary>
internal static class Suite
{
    private static readonly (string Name, Func<CancellationToken, Task<Line[]>> Run)[] Benches =
    [
        ("decisions", DecisionBench.RunAsync),
        ("turns", TurnBench.RunAsync),
        ("calls", CallBench.RunAsync),
        ("reach", ReachBench.RunAsync),
        ("problems", ProblemBench.RunAsync),
        ("intake", IntakeBench.RunAsync),
        ("sensors", SensorBench.RunAsync),
        ("shown", ShownBench.RunAsync),
        ("redecode", RedecodeBench.RunAsync),
        ("start", StartBench.RunAsync),
        ("preview", PreviewBench.RunAsync),
        ("pump", PumpBench.RunAsync),
        ("sync", SyncBench.RunAsync),
        ("chart", ChartBench.RunAsync),
        ("series", SeriesBench.RunAsync),
        ("pages", OpenPagesBench.RunAsync),
        ("paint", PaintBench.RunAsync),
        ("polls", PollBench.RunAsync),
    ];

    /// <param name="args">Names of measurements; none: all. Ends with 1 when a gate is missed.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var known = Benches.Select(bench => bench.Name).ToArray();
        if (args.Except(known).FirstOrDefault() is { } wrong)
        {
            await Console.Error.WriteLineAsync($"'{wrong}' is no measurement: {string.Join(", ", known)}.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        var table = NewTable();
        var missed = false;
        foreach (var (name, run) in Benches.Where(bench => args.Length == 0 || args.Contains(bench.Name)))
        {
            await Console.Error.WriteLineAsync($"{name} …");
            foreach (var line in await run(stop.Token))
            {
                missed |= line.Verdict is Verdict.Missed;
                table.AddRow(line.What, line.Measured, line.Gate, line.Ratio, line.Said);
            }
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No });
        console.Profile.Width = 150;
        console.WriteLine(Machine.Describe());
        console.Write(table);
        return missed ? 1 : 0;
    }

    // Prints as Markdown, so that the table can stand in a document as it is.
    private static Table NewTable() =>
        new Table().Border(TableBorder.Markdown).AddColumns("what", "measured", "gate", "ratio", "verdict");
}
