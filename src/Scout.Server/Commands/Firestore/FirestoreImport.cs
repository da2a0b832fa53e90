using Microsoft.Extensions.Options;
using Scout.Core.Contacts;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Hosting;
using Scout.Server.Pages.Profile;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Commands.Firestore;

/// <summary>What became of one document.</summary>
/// <param name="Problems">What was left out, or why nothing was taken. No numbers, no names.</param>
internal sealed record ImportedRow(string Label, ImportOutcome Outcome, IReadOnlyList<string> Problems);

internal enum ImportOutcome
{
    Imported,

    /// <summary>The account has a watch already.</summary>
    Known,
    Refused,
}

/// <summary>Makes the people of the original's collection people of Scout: account, watch and contacts, row by row.</summary>
internal sealed class FirestoreImport(
    Database database,
    WatchKeeper keeper,
    NumberRules numbers,
    IOptions<ScoutOptions> scout,
    IOptions<EscalationOptions> escalation,
    TimeProvider time
)
{
    /// <summary>Doing it twice equals once: an account that has a watch stays as it is.</summary>
    public async Task<ImportedRow> TakeAsync(FirestorePerson person, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        if (Email.Problem(person.Email) is { } wrong)
        {
            return new ImportedRow(person.Label, ImportOutcome.Refused, [$"email: {wrong}"]);
        }

        if (DraftOf(person, problems) is not { } draft)
        {
            return new ImportedRow(person.Label, ImportOutcome.Refused, problems);
        }

        var isNew = await database.WriteAsync(session => KeepAsync(session, person, draft), cancellationToken);
        return new ImportedRow(person.Label, isNew ? ImportOutcome.Imported : ImportOutcome.Known, problems);
    }

    private async Task<bool> KeepAsync(Session session, FirestorePerson person, WatchDraft draft)
    {
        var account = await session.FirstOrDefaultAsync<AccountRow>(
            $"select {AccountRow.Columns} from accounts a where a.email_key = @key",
            new { key = Email.Key(person.Email) }
        );
        var viewer = new Viewer(account?.Id ?? "", account?.Role is Role.Owner);
        if (account is null)
        {
            var now = time.GetUtcNow();
            viewer = new Viewer(Guid.CreateVersion7(now).ToString("N"), RunsInstance: false);
            var newcomer = new Newcomer(
                draft.Name,
                person.Email,
                draft.Person.Language,
                PasswordHash: null,
                Passkey: null
            );
            await session.AddAccountAsync(viewer.Account, newcomer, now);
        }
        else if (await session.FirstWatchAsync(viewer.Account) is not null)
        {
            return false;
        }

        await keeper.AddAsync(session, viewer.Account, viewer, draft);
        return true;
    }

    private WatchDraft? DraftOf(FirestorePerson person, List<string> problems)
    {
        if (
            !NightscoutAddress.TryParse(
                person.NightscoutApi,
                scout.Value.AllowPrivateUrls,
                out var address,
                out var why
            )
        )
        {
            problems.Add($"nightscout_api: {why}");
        }

        var phone = Number("phone", person.Phone, problems);
        if (address is null || phone is null)
        {
            return null;
        }

        var unit = Enum.TryParse<GlucoseUnit>(scout.Value.Units, ignoreCase: true, out var typed)
            ? typed
            : GlucoseUnit.MgDl;
        var zone = string.IsNullOrWhiteSpace(scout.Value.Zone) ? "UTC" : scout.Value.Zone.Trim();
        var times = new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.Value.WaitAfterCall) };
        return new WatchDraft(
            person.Username.Length is > 0 and <= 60 ? person.Username : person.Email.Split('@')[0],
            address.Site,
            address.Credential,
            new PersonDraft(phone, scout.Value.Language, unit, zone, Quiet: null),
            [.. Others(person, phone, problems)],
            Profiles.Glucose(unit, TimeSpan.FromMinutes(escalation.Value.FailedPing), times)
        );
    }

    /// <summary>A bad number loses no good one.</summary>
    private IEnumerable<OtherDraft> Others(FirestorePerson person, PhoneNumber own, List<string> problems)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { own.E164 };
        var typed = new List<(string Field, string Name, string Number)>
        {
            ("emerg_contact", "Emergency contact", person.EmergencyContact),
        };
        typed.AddRange(
            person.ExtraContacts.Select((number, place) => ($"extra_contacts[{place}]", $"Contact {place + 2}", number))
        );
        foreach (var (index, (field, name, number)) in typed.Index())
        {
            if (index > WatchForm.MostExtra)
            {
                problems.Add($"{field}: it is one too many and was left out.");
            }
            else if (number.Length > 0 && Number(field, number, problems) is { } phone && known.Add(phone.E164))
            {
                yield return new OtherDraft(null, name, phone);
            }
        }
    }

    // The original kept numbers as its carrier wanted them: with the country code, without the +.
    private PhoneNumber? Number(string field, string typed, List<string> problems)
    {
        var text = typed.Trim();
        var international = text.Length > 0 && text[0] is >= '1' and <= '9' ? "+" + text : text;
        if (numbers.TryRead(international, out var number, out var why))
        {
            return number;
        }

        problems.Add($"{field}: {why}");
        return null;
    }
}
