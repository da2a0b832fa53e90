using System.Net;
using System.Net.Http.Headers;

namespace Scout.Server.Carriers;

/// <summary>A body that knows whether it began to leave: before that, nothing can have been placed.</summary>
internal sealed class SentContent : HttpContent
{
    private readonly byte[] _body;

    /// <param name="mediaType">Null: there is nothing in it.</param>
    public SentContent(byte[] body, string? mediaType)
    {
        _body = body;
        Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
    }

    public bool Left { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        Left = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
