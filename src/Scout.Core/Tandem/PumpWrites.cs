using System.Collections.Immutable;

namespace Scout.Core.Tandem;

/// <summary>What is to be written so that Nightscout holds the documents of a run.</summary>
public static class PumpWrites
{
    /// <summary>
    /// New documents and changed ones, in order; of each class the deletions first. A document that is known as it
    /// stands is not written again, whether or not Nightscout still holds it: somebody may have deleted it there.
    /// </summary>
    /// <param name="written">The body last written for an identifier; null: never written.</param>
    public static ImmutableArray<NightscoutWrite> Of(
        IReadOnlyCollection<PumpDocument> documents,
        Func<string, string?> written
    )
    {
        var writes = ImmutableArray.CreateBuilder<NightscoutWrite>();
        foreach (var group in documents.GroupBy(document => document.Class))
        {
            var posts = new List<NightscoutWrite>();
            foreach (var document in group)
            {
                var before = written(document.Identifier);
                if (before is null && document.Replaces is { } id)
                {
                    writes.Add(new(WriteMethod.Delete, document.Entity, document.Identifier, id, ""));
                }

                if (!string.Equals(before, document.Json, StringComparison.Ordinal))
                {
                    posts.Add(new(WriteMethod.Post, document.Entity, document.Identifier, null, document.Json));
                }
            }

            writes.AddRange(posts);
        }

        return writes.DrainToImmutable();
    }
}
