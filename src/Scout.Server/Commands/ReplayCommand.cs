using Scout.Core.Alerts;
using Scout.Core.Readings;
using Scout.Core.Simulation;
using Spectre.Console;

namespace Scout.Server.Commands;

/// <summary>Readings from a file through the default rules and plan, beside what the original tutorial would have done.</summary>
internal static class ReplayCommand
{
    // "Minutes since the start" need a start; any midnight will do.
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(FileInfo file)
    {
        if (!file.Exists)
        {
            return await Console.Error.SayAsync([$"There is no file {file}."]);
        }

        var text = await File.ReadAllTextAsync(file.FullName);
        if (!TraceText.TryRead(text, Start, out var trace, out var error))
        {
            return await Console.Error.SayAsync([error]);
        }

        var silent = Replay.Run(trace, ReplaySettings.Default);
        var awake = Replay.Run(
            trace,
            ReplaySettings.Default with
            {
                Person = new Behaviour.Acknowledges(TimeSpan.FromSeconds(20)),
            }
        );
        var tutorial = Tutorial.Calls(trace);
        AnsiConsole.MarkupLineInterpolated(
            $"{trace.Arrivals.Length} readings over {silent.Span.TotalDays:0.0} days. What would have rung:"
        );
        AnsiConsole.Write(Counts(silent, awake, tutorial.Length));
        AnsiConsole.Write(Alerts(silent));
        return 0;
    }

    private static Table Counts(ReplayResult silent, ReplayResult awake, int tutorial) =>
        new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(new TableColumn("alerts").RightAligned())
            .AddColumn(new TableColumn("calls").RightAligned())
            .AddColumn(new TableColumn("texts").RightAligned())
            .AddRow(
                "Scout, key 1 within 20 s",
                $"{awake.Alerts.Length}",
                $"{awake.Calls.Count()}",
                $"{awake.Texts.Count()}"
            )
            .AddRow(
                "Scout, nobody ever answers",
                $"{silent.Alerts.Length}",
                $"{silent.Calls.Count()}",
                $"{silent.Texts.Count()}"
            )
            .AddRow("the original tutorial", "", $"{tutorial}", "");

    private static Table Alerts(ReplayResult result)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("opened")
            .AddColumn("what")
            .AddColumn(new TableColumn("value").RightAligned())
            .AddColumn(new TableColumn("lasted").RightAligned())
            .AddColumn(new TableColumn("calls").RightAligned());
        foreach (var alert in result.Alerts)
        {
            var end = ReplayResult.EndOf(alert);
            table.AddRow(
                $"{alert.OpenedAt:yyyy-MM-dd HH:mm}",
                alert.Kind.ToString(),
                alert.Opening.Reading is { } reading && alert.Kind is AlertKind.Low or AlertKind.High
                    ? Value(alert.Opening.Reading!.Value)
                    : "",
                end is { } at ? $"{(at - alert.OpenedAt).TotalMinutes:0} min" : "open",
                $"{result.Calls.Count(call => call.Alert == alert.Id)}"
            );
        }

        return table;
    }

    private static string Value(Reading reading) =>
        Glucose.Classify(reading.Value) switch
        {
            GlucoseKind.BelowRange => "LOW",
            GlucoseKind.AboveRange => "HIGH",
            _ => $"{reading.Value:0} mg/dL",
        };
}
