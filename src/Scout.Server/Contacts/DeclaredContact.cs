using System.Diagnostics.CodeAnalysis;
using Scout.Core.Contacts;

namespace Scout.Server.Contacts;

/// <summary>What somebody is to a watch.</summary>
public enum ContactRole
{
    /// <summary>Is called.</summary>
    Person,

    /// <summary>Is texted when the person was missed.</summary>
    Emergency,

    /// <summary>Is texted with the emergency contact.</summary>
    Extra,
}

/// <summary>A contact as settings declare it: "+14155550100" or "Ada +14155550100".</summary>
internal sealed record DeclaredContact(ContactRole Role, string? Name, PhoneNumber Phone)
{
    public static bool TryParse(
        string typed,
        ContactRole role,
        AllowedNumbers numbers,
        [NotNullWhen(true)] out DeclaredContact? contact,
        [NotNullWhen(false)] out string? error
    )
    {
        contact = null;
        var start = typed.IndexOf('+', StringComparison.Ordinal) is var plus and >= 0 ? plus : 0;
        var name = typed[..start].Trim(' ', ':', '=', '<', '\t');
        if (!PhoneNumber.TryParse(typed[start..].Trim(' ', '>', '\t'), out var phone, out error, allowCostly: true))
        {
            return false;
        }

        error = numbers.WhyNot(phone.E164);
        if (error is not null)
        {
            return false;
        }

        contact = new DeclaredContact(role, name.Length == 0 ? null : name, phone);
        return true;
    }
}
