using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

/// <param name="Method">POST, PUT or DELETE.</param>
/// <param name="Entity">treatments, entries, devicestatus or profile.</param>
/// <param name="Id">The _id to delete; null for the others.</param>
/// <param name="Json">Empty for a deletion.</param>
internal sealed record SiteWrite(string Method, string Entity, string? Id, string Identifier, string Json);

/// <summary>What a site is told, so that it holds the documents of a run.</summary>
internal static class SiteWrites
{
    /// <summary>New documents and changed ones, in order; of each class the deletions first.</summary>
    /// <param name="written">The body last written for an identifier; null: never.</param>
    public static List<SiteWrite> Of(IEnumerable<PumpDocument> documents, Func<string, string?> written)
    {
        var writes = new List<SiteWrite>();
        foreach (var group in documents.GroupBy(document => document.Class))
        {
            writes.AddRange(
                group
                    .Where(one => one.Replaces is not null && written(one.Identifier) is null)
                    .Select(one => new SiteWrite("DELETE", Entity(one), one.Replaces, one.Identifier, ""))
            );
            writes.AddRange(
                group
                    .Where(one => written(one.Identifier) != one.Json)
                    .Select(one => new SiteWrite("POST", Entity(one), null, one.Identifier, one.Json))
            );
        }

        return writes;
    }

    public static SiteWrite Of(ProfileWrite profile) =>
        new(profile.Method.ToString().ToUpperInvariant(), "profile", null, "", profile.Json);

    private static string Entity(PumpDocument document) => document.Entity.ToString().ToLowerInvariant();
}
