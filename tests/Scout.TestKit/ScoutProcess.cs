using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Scout.TestKit;

/// <summary>The built server in a process of its own. What it is told, it is told by its environment.</summary>
public sealed class ScoutProcess : IAsyncDisposable
{
    /// <summary>A service manager's patience with SIGTERM, and the contract's.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LANG", "DOTNET_ROOT"];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource<string> _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScoutProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it wrote, logs included.</summary>
    public string Said => string.Join('\n', _said);

    public bool HasEnded => _process.HasExited;

    /// <summary>The program that was built together with the tests.</summary>
    private static string Program
    {
        get
        {
            var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var bin = mine.Parent?.Parent?.FullName ?? "";
            return Path.Combine(bin, "Scout.Server", mine.Name, "scout.dll");
        }
    }

    /// <summary>A port that is free now, for an address that must be known before the start.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and does not wait.</summary>
    /// <param name="folder">Where it is started: an .env there counts.</param>
    /// <param name="environment">All it sees beside PATH and the like.</param>
    /// <param name="arguments">The command line.</param>
    public static ScoutProcess Start(
        string folder,
        IEnumerable<KeyValuePair<string, string?>> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(Inherited, StringComparer.Ordinal).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_TieredPGO"] = "0"; // it lives for seconds
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ScoutProcess(new Process { StartInfo = start });
    }

    /// <summary>Waits until it listens. Returns the line it greets its owner with.</summary>
    public async Task<string> ReadyAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(_greeted.Task, ended).WaitAsync(StartWithin, TimeProvider.System, cancellationToken);
        return _greeted.Task.IsCompleted
            ? await _greeted.Task
            : throw new InvalidOperationException($"Scout ended before it listened:\n{Said}");
    }

    /// <summary>SIGKILL: it has no chance to do anything more. Returns once it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM; the exit code.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync(StopWithin, cancellationToken);
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<int> ExitAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(within, TimeProvider.System, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Enqueue(line);
        if (line.StartsWith("Scout is at ", StringComparison.Ordinal))
        {
            _greeted.TrySetResult(line);
        }
    }
}
