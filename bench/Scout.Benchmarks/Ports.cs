using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scout.Benchmarks;

internal static class Ports
{
    /// <summary>A port of loopback that nobody uses just now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until somebody listens there.</summary>
    public static async Task ListenedToAsync(int port, TimeSpan within, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < within; )
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }
        }

        throw new InvalidOperationException($"Nobody listens at port {port}.");
    }
}
