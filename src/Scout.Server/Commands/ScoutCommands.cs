using System.CommandLine;

namespace Scout.Server.Commands;

/// <summary>The command line. Without a command Scout serves.</summary>
internal static class ScoutCommands
{
    /// <param name="args">Everything that is no command is a setting, e.g. --Scout:Data=/var/lib/scout.</param>
    /// <param name="serve">Runs the server with these settings until it is told to stop.</param>
    public static Task<int> RunAsync(string[] args, Func<string[], Task> serve)
    {
        var root = new RootCommand("Scout watches signals and reaches people by phone.");
        root.Subcommands.Add(Settable(new Command("serve", "Runs the server (the default)."), serve));
        Settable(root, serve);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0 && Stray(parsed) is { } word)
        {
            return Console.Error.SayAsync([$"'{word}' is neither a command nor a setting (--name=value)."]);
        }

        // The host has its own way with SIGTERM and SIGINT.
        return Rim.GuardAsync(() =>
            parsed.InvokeAsync(
                new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }
            )
        );
    }

    private static Command Settable(Command command, Func<string[], Task> run)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => run([.. parsed.UnmatchedTokens]));
        return command;
    }

    private static string? Stray(ParseResult parsed)
    {
        var settings = parsed.UnmatchedTokens;
        return settings.Count > 0 && !settings[0].StartsWith('-') && !settings[0].Contains('=') ? settings[0] : null;
    }
}
