using Microsoft.AspNetCore.WebUtilities;
using Scout.Core.Watches;

namespace Scout.Server.Pages.Alerts;

/// <summary>What the list of alerts shows.</summary>
/// <param name="Next">Where older ones begin; null: there are none.</param>
public sealed record AlertsView(
    AlertChoice Choice,
    IReadOnlyList<(string Id, string Name)> Watches,
    IReadOnlyList<AlertCard> Alerts,
    string? Next
);

/// <summary>What was chosen above the list, as it stands in the address.</summary>
/// <param name="Before">A place in the list, as text.</param>
public sealed record AlertChoice(bool? Open, string? Watch, Severity? Severity, string? Before)
{
    /// <param name="before">Another place in the list.</param>
    public string Href(string? before = null, string path = "/alerts")
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["open"] = Open switch
            {
                true => "yes",
                false => "no",
                null => null,
            },
            ["watch"] = Watch,
            ["severity"] = Severity?.ToString().ToLowerInvariant(),
            ["before"] = before ?? Before,
        };
        return QueryHelpers.AddQueryString(path, query.Where(one => one.Value is { Length: > 0 }));
    }
}
