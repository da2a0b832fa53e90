using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Scout.Core.Contacts;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Hosting;

namespace Scout.Server.Watches;

/// <summary>Reads the declared person out of the settings, and says in sentences what is wrong with them.</summary>
internal sealed class DeclaredWatchReader(
    PersonOptions person,
    ScoutOptions scout,
    EscalationOptions escalation,
    AllowedNumbers numbers
)
{
    private const int MostExtraContacts = 5;

    private readonly List<string> _problems = [];
    private readonly GlucoseUnit _unit = Enum.TryParse<GlucoseUnit>(scout.Units, ignoreCase: true, out var unit)
        ? unit
        : GlucoseUnit.MgDl;

    /// <summary>Null with no problems: nobody is declared.</summary>
    public (DeclaredWatch? Watch, IReadOnlyList<string> Problems) Read()
    {
        if (person.IsEmpty)
        {
            return (null, []);
        }

        var address = Address();
        var contacts = Contacts();
        var settings = Settings();
        if (address is null || _problems.Count > 0)
        {
            return (null, _problems);
        }

        var watch = new DeclaredWatch(NameOf(address.Site), address, contacts, settings)
        {
            Unit = _unit,
            Zone = string.IsNullOrWhiteSpace(scout.Zone) ? "UTC" : scout.Zone.Trim(),
            Language = scout.Language,
        };
        return (watch, []);
    }

    private NightscoutAddress? Address()
    {
        if (string.IsNullOrWhiteSpace(person.NightscoutUrl))
        {
            _problems.Add("Scout:Person:NightscoutUrl is missing: there is somebody to call, and nothing to watch.");
            return null;
        }

        if (!NightscoutAddress.TryParse(person.NightscoutUrl, scout.AllowPrivateUrls, out var address, out var problem))
        {
            _problems.Add($"Scout:Person:NightscoutUrl: {problem}");
            return null;
        }

        var credential = NightscoutCredential.Parse(person.NightscoutToken);
        return credential is NightscoutCredential.Anonymous ? address : address with { Credential = credential };
    }

    private ImmutableArray<DeclaredContact> Contacts()
    {
        var contacts = new List<DeclaredContact>();
        if (string.IsNullOrWhiteSpace(person.Phone))
        {
            _problems.Add("Scout:Person:Phone is missing: it is the number that Scout calls.");
        }

        Add(contacts, "Scout:Person:Phone", person.Phone, ContactRole.Person);
        Add(contacts, "Scout:Person:EmergencyContact", person.EmergencyContact, ContactRole.Emergency);
        var extra = person.ExtraContacts.Where(typed => !string.IsNullOrWhiteSpace(typed)).ToArray();
        if (extra.Length > MostExtraContacts)
        {
            _problems.Add(
                $"Scout:Person:ExtraContacts: {extra.Length} numbers are too many; Scout texts the emergency contact and up to five more."
            );
        }

        foreach (var typed in extra)
        {
            Add(contacts, "Scout:Person:ExtraContacts", typed, ContactRole.Extra);
        }

        // One phone, one part: the first.
        return [.. contacts.DistinctBy(contact => contact.Phone.E164)];
    }

    private void Add(List<DeclaredContact> contacts, string key, string? typed, ContactRole role)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return;
        }

        if (DeclaredContact.TryParse(typed, role, numbers, out var contact, out var error))
        {
            contacts.Add(contact);
        }
        else
        {
            _problems.Add($"{key}: {error}");
        }
    }

    private WatchSettings Settings()
    {
        var times = new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.WaitAfterCall) };
        var profile = Profiles.Glucose(_unit, TimeSpan.FromMinutes(escalation.FailedPing), times);
        var settings = profile with
        {
            Rules =
            [
                .. profile.Rules.Select(rule =>
                    rule.Kind switch
                    {
                        RuleKind.UrgentLow => With(rule, "Scout:Person:UrgentLow", person.UrgentLow),
                        RuleKind.Low => With(rule, "Scout:Person:Low", person.Low),
                        RuleKind.High => With(rule, "Scout:Person:High", person.High),
                        _ => rule,
                    }
                ),
            ],
        };
        var (urgent, low, high) = (Limit(RuleKind.UrgentLow), Limit(RuleKind.Low), Limit(RuleKind.High));
        if (urgent >= low || low >= high)
        {
            _problems.Add(
                "Scout:Person:Low: the limits must rise from Scout:Person:UrgentLow over Scout:Person:Low to Scout:Person:High."
            );
        }

        return settings;

        double Limit(RuleKind kind) => settings.Of(kind)!.Threshold!.MgDl;
    }

    /// <summary>A limit of one's own clears at the core's margin.</summary>
    private Rule With(Rule rule, string key, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return rule;
        }

        if (
            double.TryParse(
                typed.Replace(',', '.'),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            var limit = _unit is GlucoseUnit.MmolL ? GlucoseThreshold.OfMmolL(value) : GlucoseThreshold.OfMgDl(value);
            if (limit.MgDl is >= 40 and <= 400)
            {
                return rule with { Threshold = limit, Clear = null };
            }
        }

        _problems.Add(
            _unit is GlucoseUnit.MmolL
                ? $"{key}: '{typed}' must be a number between 2.3 and 22.2 (mmol/L)."
                : $"{key}: '{typed}' must be a number between 40 and 400 (mg/dL)."
        );
        return rule;
    }

    private string NameOf(Uri site)
    {
        if (!string.IsNullOrWhiteSpace(person.Name))
        {
            return person.Name.Trim();
        }

        var isName = !IPAddress.TryParse(site.Host, out _) && !site.IsLoopback;
        return isName ? site.Host.Split('.')[0] : "Nightscout";
    }
}
