namespace Scout.Server.Carriers.Vonage;

/// <summary>Numbers and ids in the two spellings: Scout's and the wire's.</summary>
internal static class VonageNumber
{
    /// <summary>"+1 555 0101" as "15550101".</summary>
    public static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));

    /// <summary>"15550101" as "+15550101". Empty when there is no digit in it.</summary>
    public static string International(string number) => Digits(number) is { Length: > 0 } digits ? "+" + digits : "";

    /// <summary>An id as Scout keeps it: older answers of Vonage leave the dashes out.</summary>
    public static string Reference(string id) => id.Replace("-", "").Trim().ToLowerInvariant();

    /// <summary>An id as it stands in an address.</summary>
    public static string InAddress(string reference) =>
        Guid.TryParseExact(reference, "N", out var id) ? id.ToString("D") : Uri.EscapeDataString(reference);
}
