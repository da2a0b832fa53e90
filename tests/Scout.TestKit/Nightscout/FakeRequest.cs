namespace Scout.TestKit.Nightscout;

/// <summary>A request that a fake site got.</summary>
/// <param name="Path">Inside the site, without its prefix.</param>
public sealed record FakeRequest(string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    internal static FakeRequest Of(HttpRequest request, string path) =>
        new(
            path,
            request.QueryString.Value ?? "",
            request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            )
        );

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A read of glucose values.</summary>
    public bool IsPoll => Path == "/api/v1/entries/sgv.json";
}
