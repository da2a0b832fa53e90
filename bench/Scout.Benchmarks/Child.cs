using System.Diagnostics;

namespace Scout.Benchmarks;

/// <summary>A process of this program's own, ended by its id together with those it started.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    public StreamReader Output => _process.StandardOutput;

    public StreamWriter Input => _process.StandardInput;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>This program again, with a hidden sub-command.</summary>
    public static Child Again(string command, IEnumerable<string> settings, params (string, string)[] environment) =>
        Start(Environment.ProcessPath!, [command, .. settings], environment);

    public static Child Start(
        string program,
        IEnumerable<string> arguments,
        params (string Key, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new Child(Process.Start(start)!);
    }

    /// <summary>Of /proc: "VmRSS" now, "VmHWM" at its highest, in MiB; 0 where there is no /proc.</summary>
    public static double MemoryOf(int process, string figure)
    {
        var file = $"/proc/{process}/status";
        var line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith(figure, StringComparison.Ordinal))
            : null;
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
