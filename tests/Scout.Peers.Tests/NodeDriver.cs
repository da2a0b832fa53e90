using System.Diagnostics;
using System.Text.Json;

namespace Scout.Peers.Tests;

/// <summary>An official client in a process of its own: one step in, its result out.</summary>
internal sealed class NodeDriver : IAsyncDisposable
{
    private readonly Process _process;

    public NodeDriver(Process process, object settings)
    {
        _process = process;
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(settings));
    }

    public async Task<DriverAnswer> DoAsync(object step)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(step));
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is null)
        {
            throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
        }

        using var document = JsonDocument.Parse(line);
        var root = document.RootElement.Clone();
        return root.TryGetProperty("error", out var error)
            ? new DriverAnswer(default, error.GetString(), root.TryGetProperty("status", out var s) ? s.GetInt32() : 0)
            : new DriverAnswer(root.GetProperty("value"), Error: null, Status: 200);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>What an official client returned or threw.</summary>
internal sealed record DriverAnswer(JsonElement Value, string? Error, int Status);
