namespace Scout.Core.Contacts;

/// <summary>A code that was sent to a number, as it is remembered.</summary>
/// <param name="Phone">That was asked; E.164.</param>
/// <param name="Tries">Wrong ones so far.</param>
/// <param name="ExpiresAt">From then on it proves nothing.</param>
public sealed record SentCode(string Phone, int Tries, DateTimeOffset ExpiresAt);

/// <summary>What a typed code proves.</summary>
public enum CodeVerdict
{
    /// <summary>The number belongs to whoever typed it.</summary>
    Right,

    /// <summary>Another one may be typed.</summary>
    Wrong,

    /// <summary>It was the last try: a new code is needed.</summary>
    TooManyTries,
    Expired,

    /// <summary>No code was sent to the number as it is now.</summary>
    NeverSent,
}

/// <summary>Six digits that prove a number. The rules; digits and hashes are the shell's.</summary>
public static class NumberCode
{
    public const int Digits = 6;
    public const int MostTries = 5;

    /// <summary>To one number within an hour, whoever asks.</summary>
    public const int MostAnHour = 3;

    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(10);

    /// <param name="sent">Null: none was.</param>
    /// <param name="phone">The contact's number now; a changed one needs a code of its own.</param>
    /// <param name="matches">The typed digits are the sent ones.</param>
    public static CodeVerdict Judge(SentCode? sent, string phone, bool matches, DateTimeOffset now) =>
        sent is null || sent.Phone != phone ? CodeVerdict.NeverSent
        : now >= sent.ExpiresAt ? CodeVerdict.Expired
        : sent.Tries >= MostTries ? CodeVerdict.TooManyTries
        : matches ? CodeVerdict.Right
        : sent.Tries + 1 >= MostTries ? CodeVerdict.TooManyTries
        : CodeVerdict.Wrong;
}
