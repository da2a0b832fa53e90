using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Scout.Core.OnCall;
using Scout.Server.Accounts;
using Scout.Server.OnCall;
using Scout.Server.Pages.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Pages.OnCall;

/// <summary>A new roster, with its first rotation; and what is true of a whole roster: name, zone, fallback.</summary>
internal static class RosterForms
{
    private const string Preview = "preview";

    public static async Task<IResult> NewAsync(HttpContext context)
    {
        var me = context.User.Me();
        var form = RotationForm.New(Today(context, me.Zone));
        form["zone"] = me.Zone;
        return await PageAsync(context, form, saved: null);
    }

    public static async Task<IResult> AddAsync(
        HttpContext context,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var form = new TypedForm().Take(await context.Request.ReadFormAsync(cancellationToken));
        var name = ReadName(form);
        var layer = RotationForm.Read(form);
        var zone = ReadZone(form);
        if (!form.IsFine || layer is null)
        {
            return await PageAsync(context, form, saved: null);
        }

        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var roster = new Roster(zone, [layer]) { Fallback = NullIfEmpty(form["fallback"]) };
        var saved = new SavedRoster(id, context.User.Viewer().Account, name, roster, Version: 0);
        if (form["act"] == Preview)
        {
            return await PageAsync(context, form, saved: null, roster);
        }

        return await RosterChange.SaveAsync(context, saved, Say.It("made the roster")) is { } why
            ? await RefuseAsync(context, form, why, saved: null)
            : OnCallEndpoints.Back(id);
    }

    public static async Task<IResult> EditAsync(string id, HttpContext context) =>
        await FindAsync(context, id) is { } saved
            ? await PageAsync(context, Of(saved), saved)
            : TypedResults.NotFound();

    public static async Task<IResult> ChangeAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, id) is not { } saved)
        {
            return TypedResults.NotFound();
        }

        var form = Of(saved).Take(await context.Request.ReadFormAsync(cancellationToken));
        var name = ReadName(form);
        var zone = ReadZone(form);
        if (!form.IsFine)
        {
            return await PageAsync(context, form, saved);
        }

        var changed = saved with
        {
            Name = name,
            Roster = saved.Roster with { Zone = zone, Fallback = NullIfEmpty(form["fallback"]) },
        };
        return await RosterChange.SaveAsync(context, changed, Say.It("changed name, zone or fallback")) is { } why
            ? await RefuseAsync(context, form, why, saved)
            : OnCallEndpoints.Back(id);
    }

    public static Task<SavedRoster?> FindAsync(HttpContext context, string id)
    {
        var account = context.User.Viewer().Account;
        return context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(session => session.FindRosterAsync(account, id), context.RequestAborted);
    }

    /// <summary>Contacts to choose from, by id.</summary>
    public static async Task<IReadOnlyList<(string Value, string Words)>> PeopleAsync(HttpContext context)
    {
        var account = context.User.Viewer().Account;
        var people = await context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(session => session.DutyPeopleAsync(account), context.RequestAborted);
        return
        [
            .. people
                .OrderBy(one => one.Value.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(one => (one.Key, one.Value.Name)),
        ];
    }

    public static LocalDate Today(HttpContext context, string zone)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return Instant.FromDateTimeOffset(now).InZone(WallClock.Zone(zone) ?? DateTimeZone.Utc).Date;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static TypedForm Of(SavedRoster saved) =>
        new()
        {
            ["name"] = saved.Name,
            ["zone"] = saved.Roster.Zone,
            ["fallback"] = saved.Roster.Fallback ?? "",
        };

    private static string ReadName(TypedForm form) => ContactForm.ReadName(form, "name");

    private static string ReadZone(TypedForm form)
    {
        if (RosterRules.OfZone(form["zone"]) is { } wrong)
        {
            form.Refuse("zone", CoreWords.Of(wrong));
        }

        return form["zone"];
    }

    private static async Task<IResult> RefuseAsync(HttpContext context, TypedForm form, string why, SavedRoster? saved)
    {
        form.Refuse("name", why);
        return await PageAsync(context, form, saved);
    }

    private static async Task<IResult> PageAsync(
        HttpContext context,
        TypedForm form,
        SavedRoster? saved,
        Roster? preview = null
    ) =>
        new RazorComponentResult<RosterFormPage>(
            new
            {
                Form = form,
                Saved = saved,
                People = await PeopleAsync(context),
                Preview = preview is null ? null : PreviewView.Of(context, preview, await PeopleAsync(context)),
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}

/// <summary>What a roster would say for the next weeks, before it is saved.</summary>
public sealed record PreviewView(DutyClock Duty, Roster Roster, Instant Now, IReadOnlyDictionary<string, string> Names)
{
    public IEnumerable<CalendarWeek> Weeks => CalendarWeek.Of(Duty, Roster, Now, weeks: 4);

    public string NamesOf(OnDuty who) =>
        who switch
        {
            { IsGap: true, Primary: null } => Say.It("nobody"),
            { IsGap: true } => Say.It("nobody; {0} is reached instead", NameOf(who.Primary)),
            _ => string.Join(", ", who.People.Select(NameOf)),
        };

    public static PreviewView Of(
        HttpContext context,
        Roster roster,
        IReadOnlyList<(string Value, string Words)> people
    ) =>
        new(
            new DutyClock(roster),
            roster,
            Instant.FromDateTimeOffset(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()),
            people.ToDictionary(one => one.Value, one => one.Words, StringComparer.Ordinal)
        );

    private string NameOf(string? contact) => contact is not null ? Names.GetValueOrDefault(contact, "?") : "?";
}
