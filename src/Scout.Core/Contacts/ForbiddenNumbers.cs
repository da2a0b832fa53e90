namespace Scout.Core.Contacts;

/// <summary>Numbers that a machine must not ring.</summary>
internal static class ForbiddenNumbers
{
    private static readonly string[] Emergency = ["112", "911", "999", "000", "110", "111", "118", "119", "108", "190"];

    // Premium rate, shared cost abroad, satellites, and networks without a country.
    private static readonly string[] Costly =
    [
        "1900",
        "1976",
        "449",
        "4487",
        "49900",
        "3389",
        "3989",
        "4190",
        "439",
        "808",
        "870",
        "878",
        "881",
        "882",
        "883",
        "979",
    ];

    /// <summary>As it is dialled, or with the country code before it.</summary>
    internal static bool IsEmergency(string digits) =>
        Emergency.Contains(digits)
        || (CallingCodes.Find(digits) is { } code && Emergency.Contains(digits[code.Length..]));

    internal static bool IsCostly(string digits) => CostlyPrefix(digits) is not null;

    /// <summary>The beginning that makes the number a costly one; null: it is none.</summary>
    internal static string? CostlyPrefix(string digits) =>
        Costly.FirstOrDefault(prefix => digits.StartsWith(prefix, StringComparison.Ordinal));
}
