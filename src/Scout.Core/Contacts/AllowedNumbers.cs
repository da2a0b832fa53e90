using System.Collections.Immutable;

namespace Scout.Core.Contacts;

/// <summary>Which of all possible numbers one instance calls and texts.</summary>
/// <param name="Countries">Beginnings of numbers, digits only: "1", "44", "4487". Empty: every country.</param>
/// <param name="Own">The numbers that the instance itself calls from, digits only.</param>
public sealed record AllowedNumbers(ImmutableArray<string> Countries, ImmutableArray<string> Own)
{
    /// <summary>Every country, nothing of one's own.</summary>
    public static AllowedNumbers All { get; } = new([], []);

    /// <summary>One sentence why a number (E.164 with +) is left alone; null: it may be reached.</summary>
    public string? WhyNot(string number)
    {
        var digits = number.TrimStart('+');
        if (Own.Contains(digits))
        {
            return "This is the number that Scout itself calls from.";
        }

        if (ForbiddenNumbers.IsEmergency(digits))
        {
            return "Scout does not call emergency numbers.";
        }

        if (ForbiddenNumbers.CostlyPrefix(digits) is { } costly && !IsNamed(digits, costly))
        {
            return "Premium-rate and satellite numbers are not called unless the owner allows them.";
        }

        return Countries.IsEmpty || Countries.Any(country => digits.StartsWith(country, StringComparison.Ordinal))
            ? null
            : "Scout does not call this country here. Whoever runs it can allow it with Scout__Carriers__Countries.";
    }

    // What costs much is allowed by naming it, not by naming the country around it.
    private bool IsNamed(string digits, string costly) =>
        Countries.Any(country =>
            country.StartsWith(costly, StringComparison.Ordinal) && digits.StartsWith(country, StringComparison.Ordinal)
        );
}
