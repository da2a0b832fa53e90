using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Scout.Server.Hosting;

namespace Scout.Server.Tests.Commands;

/// <summary>The real program in a process and a folder of its own, told nothing but what the test says.</summary>
internal sealed partial class ScoutProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScoutProcess(DirectoryInfo folder, Process process) => (_folder, _process) = (folder, process);

    public string Errors => _errors.ToString();

    public string Output => _output.ToString();

    public int Id => _process.Id;

    public string Folder => _folder.FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="arguments">Of the command line, between spaces.</param>
    /// <param name="dotEnv">The .env file of its working directory; null: none.</param>
    /// <param name="environment">NAME=value pairs; nothing else of the kind is passed on.</param>
    public static ScoutProcess Start(string arguments, string? dotEnv = null, params string[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("scout-process-");
        if (dotEnv is not null)
        {
            File.WriteAllText(Path.Combine(folder.FullName, ".env"), dotEnv);
        }

        return Start(folder, arguments, environment);
    }

    /// <summary>Another one beside this, in the same folder.</summary>
    public ScoutProcess Beside(string arguments, params string[] environment) => Start(_folder, arguments, environment);

    public Task<Uri> ListensAsync() => _address.Task.WaitAsync(Patience, TimeProvider.System, Stop);

    public async Task<int> EndsAsync()
    {
        await _process.WaitForExitAsync(Stop).WaitAsync(Patience, TimeProvider.System, Stop);
        return _process.ExitCode;
    }

    /// <summary>As a service manager or a terminal does.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private static ScoutProcess Start(DirectoryInfo folder, string arguments, string[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(ScoutHost).Assembly.Location },
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => !IsOfTheMachine(name)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var pair in environment)
        {
            var parts = pair.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        var process = new Process { StartInfo = start };
        var scout = new ScoutProcess(folder, process);
        process.ErrorDataReceived += (_, line) => scout.Read(scout._errors, line.Data);
        process.OutputDataReceived += (_, line) => scout.Read(scout._output, line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return scout;
    }

    private void Read(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (text)
        {
            text.Append(line).Append('\n');
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups["address"].Value));
        }
    }

    private static bool IsOfTheMachine(string name) =>
        name is "PATH" or "HOME" or "TMPDIR" or "LANG" or "USER"
        || name.StartsWith("DOTNET_", StringComparison.Ordinal);

    [GeneratedRegex("^Scout is at (?<address>http://[^ ]+:[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
