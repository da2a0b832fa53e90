using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using Scout.Core.OnCall;
using Scout.Server.OnCall;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.OnCall;

/// <summary>"Somebody else, from then until then."</summary>
internal static class OverrideForms
{
    private const string Preview = "preview";

    public static async Task<IResult> NewAsync(string id, HttpContext context, TimeProvider time)
    {
        if (await RosterForms.FindAsync(context, id) is not { } saved)
        {
            return TypedResults.NotFound();
        }

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var clock = new DutyClock(saved.Roster);
        var role = saved.Roster.Roles[0];
        var local = now.InZone(saved.Zone).LocalDateTime;
        var until = (clock.Next(role, now)?.At ?? now + Duration.FromDays(1)).InZone(saved.Zone).LocalDateTime;
        var form = new TypedForm
        {
            ["kind"] = nameof(OverrideKind.Replace),
            ["role"] = role,
            ["replaced"] = clock.At(role, now) is { IsGap: false } who ? who.Primary ?? "" : "",
            ["from_date"] = LocalDatePattern.Iso.Format(local.Date),
            ["from_time"] = DutyWords.Time(local.TimeOfDay),
            ["until_date"] = LocalDatePattern.Iso.Format(until.Date),
            ["until_time"] = DutyWords.Time(until.TimeOfDay),
        };
        return await PageAsync(context, saved, form);
    }

    public static async Task<IResult> AddAsync(
        string id,
        HttpContext context,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await RosterForms.FindAsync(context, id) is not { } saved)
        {
            return TypedResults.NotFound();
        }

        var form = new TypedForm().Take(await context.Request.ReadFormAsync(cancellationToken));
        if (Read(form, saved, time.GetUtcNow()) is not { } change)
        {
            return await PageAsync(context, saved, form);
        }

        var roster = saved.Roster with { Overrides = saved.Roster.Overrides.Add(change) };
        if (form["act"] == Preview)
        {
            return await PageAsync(context, saved, form, roster);
        }

        if (
            await RosterChange.SaveAsync(
                context,
                saved with
                {
                    Roster = roster,
                },
                Say.It("changed who is on duty for a while")
            ) is
            { } why
        )
        {
            form.Refuse("kind", why);
            return await PageAsync(context, saved, form);
        }

        return OnCallEndpoints.Back(id);
    }

    /// <summary>It ends now: what it changed so far stays.</summary>
    public static async Task<IResult> EndAsync(string id, string change, HttpContext context, TimeProvider time)
    {
        if (
            await RosterForms.FindAsync(context, id) is not { } saved
            || saved.Roster.Overrides.FirstOrDefault(one => one.Id == change) is not { } ended
        )
        {
            return TypedResults.NotFound();
        }

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var isOn = ended.Span(saved.Zone).Contains(now);
        var roster = saved.Roster with
        {
            Overrides = isOn
                ? saved.Roster.Overrides.Replace(ended, ended with { Until = now.InZone(saved.Zone).LocalDateTime })
                : saved.Roster.Overrides.Remove(ended),
        };
        var why = await RosterChange.SaveAsync(
            context,
            saved with
            {
                Roster = roster,
            },
            Say.It("ended a change of who is on duty")
        );
        return why is null ? OnCallEndpoints.Back(id) : await OnCallEndpoints.PageAsync(id, context, notice: why);
    }

    private static DutyOverride? Read(TypedForm form, SavedRoster saved, DateTimeOffset now)
    {
        if (!Enum.TryParse<OverrideKind>(form["kind"], out var kind) || !Enum.IsDefined(kind))
        {
            form.Refuse("kind", Say.It("Choose what is to change."));
        }

        var from = Moment(form, "from");
        var until = Moment(form, "until");
        if (from is null || until is null || !form.IsFine)
        {
            return null;
        }

        var role = form["role"];
        var change = new DutyOverride(
            Guid.CreateVersion7(now).ToString("N"),
            kind,
            saved.Roster.Roles.Contains(role) ? role : null,
            from.Value,
            until.Value,
            Instant.FromDateTimeOffset(now)
        )
        {
            Person = kind is OverrideKind.Remove || form["person"].Length == 0 ? null : form["person"],
            Replaced =
                kind is OverrideKind.Add or OverrideKind.Instead || form["replaced"].Length == 0
                    ? null
                    : form["replaced"],
        };
        if (RosterRules.Of(change, Instant.FromDateTimeOffset(now), saved.Zone) is { } wrong)
        {
            form.Refuse(change.Until <= change.From ? "until_date" : "kind", CoreWords.Of(wrong));
        }

        return form.IsFine ? change : null;
    }

    private static LocalDateTime? Moment(TypedForm form, string side) =>
        RotationForm.ReadDate(form, side + "_date") is { } date
        && RotationForm.ReadTime(form, side + "_time") is { } time
            ? date + time
            : null;

    private static async Task<IResult> PageAsync(
        HttpContext context,
        SavedRoster saved,
        TypedForm form,
        Roster? preview = null
    )
    {
        var people = await RosterForms.PeopleAsync(context);
        return new RazorComponentResult<OverridePage>(
            new
            {
                Form = form,
                Saved = saved,
                People = people,
                Preview = preview is null ? null : PreviewView.Of(context, preview, people),
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
