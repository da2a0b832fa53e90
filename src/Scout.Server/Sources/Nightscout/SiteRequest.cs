namespace Scout.Server.Sources.Nightscout;

/// <summary>What is asked of a site.</summary>
/// <param name="Path">Relative to the site: "api/v1/…". Values in it are percent-encoded.</param>
internal sealed record SiteRequest(HttpMethod Method, string Path)
{
    /// <summary>Of the answer that is known; null: none is.</summary>
    public string? ETag { get; init; }

    /// <summary>JSON; null: none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    public override string ToString() => $"{Method} {Path.Split('?')[0]}";
}
