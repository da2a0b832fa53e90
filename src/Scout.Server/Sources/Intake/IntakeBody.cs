using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Scout.Server.Sources.Intake;

/// <summary>A body as it came.</summary>
/// <param name="Bytes">All of it, or its beginning where it is too large.</param>
/// <param name="Size">What was read; larger than <see cref="Most"/>: there was more.</param>
internal sealed record IntakeBody(byte[] Bytes, long Size)
{
    /// <summary>What the source itself calls this delivery; empty: the bytes tell it from others.</summary>
    public string Mark { get; init; } = "";

    public bool IsWhole => Size <= Most;

    /// <summary>The largest body that is read.</summary>
    public const int Most = 1024 * 1024;

    /// <summary>What is kept of a body that nobody can use.</summary>
    public const int Kept = 64 * 1024;

    private const int FirstRoom = 16 * 1024;

    /// <summary>The fields of an address, for sources that send nothing else: as a form, without what is secret.</summary>
    public static IntakeBody OfQuery(IQueryCollection query)
    {
        var fields = query
            .Where(field => field.Key is not "token")
            .SelectMany(field =>
                field.Value.Select(value => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(value ?? "")}")
            );
        var bytes = Encoding.UTF8.GetBytes(string.Join('&', fields));
        return new IntakeBody(bytes, bytes.Length);
    }

    public static async Task<IntakeBody> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // A body over the server's own limit is kept by its beginning, like any other that is too large.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        // One more than announced, so that the end is seen without another buffer.
        var buffer = new byte[context.Request.ContentLength is { } told and < FirstRoom ? told + 1 : FirstRoom];
        var length = 0;
        while (length <= Most)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, Most + 1));
            }

            var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return new IntakeBody(buffer[..(length > Most ? Kept : length)], length);
    }
}
