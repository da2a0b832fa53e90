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
}
