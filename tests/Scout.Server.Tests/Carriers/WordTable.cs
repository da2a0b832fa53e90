using System.Net;

namespace Scout.Server.Tests.Carriers;

/// <summary>How a word comes that nobody may believe.</summary>
public enum Forgery
{
    None,
    WithoutSignature,
    WrongKey,

    /// <summary>Well signed, for something else.</summary>
    ForSomethingElse,

    /// <summary>Well signed, and long ago.</summary>
    Stale,
}

/// <summary>A carrier's word about the call or text of a story.</summary>
/// <param name="Detail">Or the error code; empty for none.</param>
internal sealed record Word(string Status, string Detail = "");

/// <summary>The law for every word of every carrier, however it comes: alone, twice, late, unknown and forged.</summary>
internal sealed class WordTable(
    Func<Word, Forgery, Task<HttpStatusCode>> tell,
    Func<Task<string?>> state,
    Func<Task<string>> everything
)
{
    public required Forgery[] Forgeries { get; init; }

    public async Task HoldsAsync(Word word, Word older, string expected)
    {
        var before = await everything();
        foreach (var forgery in Forgeries)
        {
            ((int)await tell(word, forgery)).ShouldBeOneOf(401, 403, 503);
        }

        (await everything()).ShouldBe(before, "forged");
        (await TellAsync(word)).ShouldBe(expected);
        var once = await everything();
        (await TellAsync(word)).ShouldBe(expected);
        (await everything()).ShouldBe(once, "twice");
        (await TellAsync(older)).ShouldBe(expected, "an older word that comes later");
        (await TellAsync(new Word("as-yet-unknown-status"))).ShouldBe(expected, "unknown");
    }

    private async Task<string?> TellAsync(Word word)
    {
        ((int)await tell(word, Forgery.None)).ShouldBeInRange(200, 204);
        return await state();
    }
}
