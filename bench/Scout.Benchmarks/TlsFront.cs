using System.Net;
using System.Net.Sockets;

namespace Scout.Benchmarks;

/// <summary>
/// nginx in front of the sites, where it is installed: real sites make their half of a handshake on processors of their
/// own, and nginx takes less of ours for it than Kestrel does.
/// </summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];

    private readonly Child _nginx;

    private TlsFront(Child nginx, int port)
    {
        _nginx = nginx;
        Url = $"https://127.0.0.1:{port}";
    }

    public string Url { get; }

    /// <summary>Null where nginx is missing.</summary>
    /// <param name="socket">The Unix socket behind it.</param>
    public static async Task<TlsFront?> StartAsync(string folder, string certificate, string key, string socket)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } nginx)
        {
            return null;
        }

        var port = Ports.Free();
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, Configuration(folder, certificate, key, socket, port));
        var child = Child.Start(nginx, ["-c", file, "-e", Path.Combine(folder, "nginx.errors")]);
        while (!await AnswersAsync(port))
        {
            if (child.HasExited)
            {
                throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(folder, "nginx.errors")));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return new TlsFront(child, port);
    }

    /// <summary>How many requests came without a connection and a full handshake of TLS 1.3 of their own; null where nginx is missing.</summary>
    public static async Task<long?> SparedHandshakesAsync(string folder)
    {
        var log = LogOf(folder);
        if (!File.Exists(log))
        {
            return null;
        }

        var lines = await File.ReadAllLinesAsync(log);
        return lines.LongCount(line => line is not ". TLSv1.3 1");
    }

    public ValueTask DisposeAsync() => _nginx.DisposeAsync();

    private static string LogOf(string folder) => Path.Combine(folder, "nginx.handshakes");

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // "r" for a resumed session, "." for a new one; whole lines, as the buffer is written between them.
    private static string Configuration(string folder, string certificate, string key, string socket, int port) =>
        $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/nginx.errors crit;
            events { worker_connections 16384; }
            http {
                log_format handshake "$ssl_session_reused $ssl_protocol $connection_requests";
                access_log {{LogOf(folder)}} handshake buffer=64k flush=1s;
                client_body_temp_path {{folder}}/nginx-client;
                proxy_temp_path {{folder}}/nginx-proxy;
                fastcgi_temp_path {{folder}}/nginx-fastcgi;
                uwsgi_temp_path {{folder}}/nginx-uwsgi;
                scgi_temp_path {{folder}}/nginx-scgi;
                keepalive_timeout 0;
                upstream sites { server unix:{{socket}}; keepalive 4096; }
                server {
                    listen 127.0.0.1:{{port}} ssl backlog=4096;
                    ssl_certificate {{certificate}};
                    ssl_certificate_key {{key}};
                    ssl_protocols TLSv1.3;
                    ssl_session_cache off;
                    ssl_session_tickets off;
                    location / {
                        proxy_pass http://sites;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                    }
                }
            }

            """;
}
