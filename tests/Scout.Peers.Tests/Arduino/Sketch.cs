using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Scout.Peers.Tests.Arduino;

/// <summary>The example's sketch, compiled for this machine with a board that lives in a file of a test.</summary>
public sealed class Sketch : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scout-sketch-").FullName;
    private string? _missing;

    private string Program => Path.Combine(_folder, "days");

    public async ValueTask InitializeAsync()
    {
        var root = Checkout.Root().FullName;
        var board = Path.Combine(root, "tests", "Scout.Peers.Tests", "Arduino", "board");
        var sketch = Path.Combine(root, "examples", "arduino", "freezer");
        try
        {
            var complaint = await RunAsync(
                "g++",
                [
                    "-std=c++17",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-O2",
                    $"-I{board}",
                    $"-I{sketch}",
                    Path.Combine(board, "days.cpp"),
                    "-o",
                    Program,
                ]
            );
            complaint.ShouldBeEmpty();
        }
        catch (Win32Exception exception)
        {
            _missing = $"There is no g++ here: {exception.Message}";
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the board sent: when, in milliseconds, and the message in hex digits.</summary>
    /// <param name="doorEvery">Minutes between turns of the door; 0: it stays closed.</param>
    /// <param name="silent">Seconds for which the module does not answer at first.</param>
    /// <param name="clock">Where the board's clock of milliseconds begins.</param>
    public async Task<IReadOnlyList<(long At, string Hex)>> LiveAsync(int days, int doorEvery, int silent, uint clock)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        int[] shape = [days, doorEvery, silent];
        var words = shape.Select(number => number.ToString(CultureInfo.InvariantCulture));
        var lines = await RunAsync(Program, [.. words, clock.ToString(CultureInfo.InvariantCulture)]);
        return
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .Select(line => (long.Parse(line[0], CultureInfo.InvariantCulture), line[1])),
        ];
    }

    /// <summary>What it printed, complaints included.</summary>
    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said + await complaint;
    }
}
