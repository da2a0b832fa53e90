using System.Diagnostics.CodeAnalysis;

namespace Scout.Core.Contacts;

/// <summary>A telephone number in E.164 that may be called. An existing one is valid.</summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string digits, string code)
    {
        Digits = digits;
        CallingCode = code;
    }

    /// <summary>"+14155550100": how it is stored, and how Twilio wants it.</summary>
    public string E164 => "+" + Digits;

    /// <summary>"14155550100": how Vonage wants it.</summary>
    public string Digits { get; }

    /// <summary>"1", "44", "352".</summary>
    public string CallingCode { get; }

    /// <summary>"+1…00": enough for its owner to recognise it, too little to call it.</summary>
    public string Masked => $"+{CallingCode}…{Digits[^2..]}";

    /// <summary>Masked, so that a number never slips into a log.</summary>
    public override string ToString() => Masked;

    /// <summary>Reads what a person typed; the country is never guessed.</summary>
    /// <param name="text">"+1 (415) 555-0100", "0044 (0)7700 900123", also in other scripts' digits.</param>
    /// <param name="number">The number, when it may be called.</param>
    /// <param name="error">Otherwise one sentence for the person who typed it.</param>
    /// <param name="allowCostly">The owner allows premium-rate and satellite numbers.</param>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out PhoneNumber? number,
        [NotNullWhen(false)] out string? error,
        bool allowCostly = false
    )
    {
        number = null;
        if (!PhoneNumberText.TryNormalize(text, out var typed, out error))
        {
            return false;
        }

        error = Judge(typed, allowCostly);
        if (error is not null)
        {
            return false;
        }

        number = new PhoneNumber(typed[1..], CallingCodes.Find(typed[1..])!);
        return true;
    }

    /// <summary>For numbers that were checked before, e.g. stored ones.</summary>
    /// <exception cref="FormatException">It is no number that may be called.</exception>
    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number, out var error, allowCostly: true) ? number : throw new FormatException(error);

    private static string? Judge(string typed, bool allowCostly)
    {
        var digits = typed.TrimStart('+');
        if (ForbiddenNumbers.IsEmergency(digits))
        {
            return "Scout does not call emergency numbers.";
        }

        if (typed[0] is not '+')
        {
            return "A phone number starts with + and the country code, for example +14155550100.";
        }

        if (digits.Length is < 7 or > 15)
        {
            return "A phone number has 7 to 15 digits, the country code included.";
        }

        if (CallingCodes.Find(digits) is not { } code)
        {
            return "No country has this code.";
        }

        if (!CallingCodes.Allows(code, digits.Length - code.Length))
        {
            return $"A number with country code +{code} does not have {digits.Length - code.Length} digits after it.";
        }

        return !allowCostly && ForbiddenNumbers.IsCostly(digits)
            ? "Premium-rate and satellite numbers are not called unless the owner allows them."
            : null;
    }
}
