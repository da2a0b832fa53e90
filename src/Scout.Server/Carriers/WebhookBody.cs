namespace Scout.Server.Carriers;

/// <summary>The body of a webhook as it came: signatures are made over these bytes.</summary>
internal static class WebhookBody
{
    private const int MostBytes = 64 * 1024;

    /// <summary>Null: larger than any carrier's.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes)
        {
            return null;
        }

        var buffer = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(
            buffer,
            buffer.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        return length > MostBytes ? null : buffer[..length];
    }
}
