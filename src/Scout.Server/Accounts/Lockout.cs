namespace Scout.Server.Accounts;

/// <summary>After every fifth wrong password an account takes none for a while: 15 minutes, then twice as long, up to a day.</summary>
internal static class Lockout
{
    public const int Tries = 5;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <param name="failures">Wrong passwords since the last right one, this one included.</param>
    /// <returns>Until when no password is taken; null: the next may be tried at once.</returns>
    public static DateTimeOffset? Until(long failures, DateTimeOffset now)
    {
        if (failures <= 0 || failures % Tries != 0)
        {
            return null;
        }

        var doublings = Math.Min((failures / Tries) - 1, 10);
        var rest = First * Math.Pow(2, doublings);
        return now + (rest < Longest ? rest : Longest);
    }
}
