using System.CommandLine;
using Scout.Server.Commands.Demo;
using Scout.Server.Commands.Firestore;
using Scout.Server.Commands.Simulate;

namespace Scout.Server.Commands;

/// <summary>The command line. Without a command Scout serves.</summary>
internal static class ScoutCommands
{
    /// <param name="args">Everything that is no command is a setting, e.g. --Scout:Data=/var/lib/scout.</param>
    /// <param name="serve">Runs the server with these settings until it is told to stop.</param>
    public static Task<int> RunAsync(string[] args, Func<string[], Task> serve)
    {
        var root = new RootCommand(
            "Scout watches signals and reaches people by phone. Settings may follow any command: --Scout:Data=/var/lib/scout"
        );
        WithSettings(root, ServeAsync);
        root.Subcommands.Add(WithSettings(new Command("serve", "Runs the server (the default)."), ServeAsync));
        root.Subcommands.Add(
            WithSettings(
                new Command("demo", "Runs the server with a simulated person, whose phone soon rings in the browser."),
                (settings, _) => DemoCommand.RunAsync(settings, serve)
            )
        );
        root.Subcommands.Add(
            WithSettings(
                new Command("check", "Tries every setting, source and carrier; exit code 1 if one fails."),
                CheckCommand.RunAsync
            )
        );
        root.Subcommands.Add(Replay());
        root.Subcommands.Add(CallTest());
        root.Subcommands.Add(ImportFirestore());
        root.Subcommands.Add(SyncPump());
        root.Subcommands.Add(SimulateCommand.Make());
        root.Subcommands.Add(
            WithSettings(
                new Command("migrate", "Brings the database's tables up to date."),
                (settings, _) => MigrateCommand.RunAsync(settings)
            )
        );
        root.Subcommands.Add(
            WithSettings(
                new Command("recover", "Prints a link with which an owner who lost the password chooses a new one."),
                RecoverCommand.RunAsync
            )
        );
        root.Subcommands.Add(
            WithSettings(
                new Command("healthcheck", "Asks the server on this machine whether it is ready; for containers."),
                HealthCheckCommand.RunAsync
            )
        );

        var parsed = root.Parse(args);
        return parsed.Errors.Count == 0 && Stray(parsed) is { } word
            ? Console.Error.SayAsync([$"'{word}' is neither a command nor a setting (--name=value)."])
            : Rim.GuardAsync(() => InvokeAsync(parsed));

        async Task<int> ServeAsync(string[] settings, CancellationToken cancellationToken)
        {
            await serve(settings);
            return 0;
        }
    }

    // The host has its own way with SIGTERM and SIGINT.
    private static Task<int> InvokeAsync(ParseResult parsed) =>
        parsed.InvokeAsync(
            new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }
        );

    private static Command Replay()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "Readings as CSV (a time and a value column) or as Nightscout entries in JSON.",
        };
        var command = new Command("replay", "Prints what would have rung for these readings.") { file };
        command.SetAction(parsed => ReplayCommand.RunAsync(parsed.GetRequiredValue(file)));
        return command;
    }

    private static Command CallTest()
    {
        var number = new Argument<string>("NUMBER") { Description = "With + and country code: +14155550100." };
        var text = new Option<bool>("--text") { Description = "Sends a text instead of calling." };
        var by = new Option<string?>("--by") { Description = "The carrier, by its name. Default: the first one." };
        var command = new Command("call-test", "Rings a phone, and shows what the carrier says.") { number, text, by };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, cancellationToken) =>
                CallTestCommand.RunAsync(
                    parsed.GetRequiredValue(number),
                    parsed.GetValue(text),
                    parsed.GetValue(by),
                    [.. parsed.UnmatchedTokens],
                    cancellationToken
                )
        );
        return command;
    }

    private static Command ImportFirestore()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The collection as JSON." };
        var command = new Command("import-firestore", "Takes over the people of the original Scout.") { file };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, cancellationToken) =>
                ImportFirestoreCommand.RunAsync(
                    parsed.GetRequiredValue(file),
                    [.. parsed.UnmatchedTokens],
                    cancellationToken
                )
        );
        return command;
    }

    private static Command SyncPump()
    {
        var days = new Option<int>("--days") { Description = "How far back.", DefaultValueFactory = _ => 1 };
        var pretend = new Option<bool>("--pretend") { Description = "Writes nothing, and says what it would." };
        var features = new Option<string?>("--features")
        {
            Description = "tconnectsync's names between commas, in place of the account's: BASAL,BOLUS.",
        };
        var overwrite = new Option<bool>("--overwrite-profile")
        {
            Description = "Overwrites Nightscout's profile also where somebody else has written it.",
        };
        var command = new Command("sync-pump", "Brings a pump's data from Tandem to Nightscout, once.")
        {
            days,
            pretend,
            features,
            overwrite,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, cancellationToken) =>
                SyncPumpCommand.RunAsync(
                    parsed.GetValue(days),
                    parsed.GetValue(pretend),
                    parsed.GetValue(features),
                    parsed.GetValue(overwrite),
                    [.. parsed.UnmatchedTokens],
                    cancellationToken
                )
        );
        return command;
    }

    private static Command WithSettings(Command command, Func<string[], CancellationToken, Task<int>> run)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => run([.. parsed.UnmatchedTokens], cancellationToken));
        return command;
    }

    private static string? Stray(ParseResult parsed)
    {
        var settings = parsed.UnmatchedTokens;
        return settings.Count > 0 && !settings[0].StartsWith('-') && !settings[0].Contains('=') ? settings[0] : null;
    }
}
