namespace Scout.Browser.Tests;

/// <summary>A page worth looking at: its name in pictures, its route, and the state of the site it is looked at in.</summary>
/// <param name="Route">As it is mapped; a test finds routes without an entry here.</param>
/// <param name="Scene">See <see cref="Scenes"/>.</param>
/// <param name="Path">Where it differs from the route; "{alert}" and "{watch}" stand for ids of the scene.</param>
/// <param name="Status">The answer's.</param>
internal sealed record Shown(string Name, string Route, string Scene, string? Path = null, int Status = 200)
{
    public static IReadOnlyList<Shown> All { get; } =
    [
        new("calm", "/", "calm"),
        new("low", "/", "low"),
        new("empty", "/", "empty"),
        new("alert", "/alerts/{id}", "texts", "/alerts/{alert}"),
        new("ringing", "/phones", "low"),
        new("talking", "/phones", "talking"),
        new("texts", "/phones", "texts"),
        new("look", "/look", "empty"),
        new("missing", "", "empty", "/nowhere", 404),
        new("setup", "/setup", "empty", $"/setup?token={ScoutSite.SetupToken}"),
        new("setup-wrong", "/setup", "empty", "/setup?token=no", 403),
    ];

    public async Task<string> PathAsync(ScoutSite site, CancellationToken cancellationToken)
    {
        var path = Path ?? Route;
        return path.Contains("{alert}", StringComparison.Ordinal)
            ? path.Replace("{alert}", await site.AlertAsync(cancellationToken), StringComparison.Ordinal)
            : path.Replace("{watch}", "watch", StringComparison.Ordinal);
    }

    /// <summary>The browser notes an answer of 400 and more in its console.</summary>
    public bool Expects(string complaint) =>
        Status >= 400 && complaint.Contains($"status of {Status}", StringComparison.Ordinal);
}
