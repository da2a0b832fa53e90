using System.Diagnostics.CodeAnalysis;
using Scout.Core.Contacts;

namespace Scout.Server.Contacts;

/// <summary>Which numbers a person may write down on this instance.</summary>
internal sealed class NumberRules(IConfiguration configuration)
{
    private readonly HashSet<string> _own = new(
        new[] { configuration["Scout:Vonage:Number"], configuration["Scout:Twilio:Number"] }
            .OfType<string>()
            .Select(number => new string([.. number.Where(char.IsAsciiDigit)])),
        StringComparer.Ordinal
    );

    /// <param name="error">One sentence for whoever typed it.</param>
    public bool TryRead(
        string? typed,
        [NotNullWhen(true)] out PhoneNumber? number,
        [NotNullWhen(false)] out string? error
    )
    {
        if (!PhoneNumber.TryParse(typed, out number, out error))
        {
            return false;
        }

        if (_own.Contains(number.Digits))
        {
            (number, error) = (null, "This is the number that Scout itself calls from.");
            return false;
        }

        return true;
    }
}
