using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.OnCall;
using Scout.Server.OnCall;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.OnCall;

/// <summary>The rotations of a roster, each with a page of its own. "new" is one that is to be added.</summary>
internal static class RotationForms
{
    private const string New = "new";
    private const string Preview = "preview";

    public static async Task<IResult> EditAsync(string id, string place, HttpContext context) =>
        await RosterForms.FindAsync(context, id) is { } saved && PlaceOf(saved, place) is { } index
            ? await PageAsync(
                context,
                saved,
                place,
                index == saved.Roster.Layers.Length
                    ? RotationForm.New(RosterForms.Today(context, saved.Roster.Zone))
                    : RotationForm.Of(saved.Roster.Layers[index])
            )
            : TypedResults.NotFound();

    public static async Task<IResult> ChangeAsync(
        string id,
        string place,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await RosterForms.FindAsync(context, id) is not { } saved || PlaceOf(saved, place) is not { } index)
        {
            return TypedResults.NotFound();
        }

        var form = new TypedForm().Take(await context.Request.ReadFormAsync(cancellationToken));
        if (RotationForm.Read(form) is not { } layer)
        {
            return await PageAsync(context, saved, place, form);
        }

        var layers = saved.Roster.Layers;
        var roster = saved.Roster with
        {
            Layers = index == layers.Length ? layers.Add(layer) : layers.SetItem(index, layer),
        };
        if (form["act"] == Preview)
        {
            return await PageAsync(context, saved, place, form, roster);
        }

        var what =
            index == layers.Length
                ? Say.It("added the rotation {0}", layer.Role)
                : Say.It("changed the rotation {0}", layer.Role);
        if (await RosterChange.SaveAsync(context, saved with { Roster = roster }, what) is { } why)
        {
            form.Refuse("role", why);
            return await PageAsync(context, saved, place, form);
        }

        return OnCallEndpoints.Back(id);
    }

    public static async Task<IResult> RemoveAsync(string id, string place, HttpContext context)
    {
        if (
            await RosterForms.FindAsync(context, id) is not { } saved
            || PlaceOf(saved, place) is not { } index
            || index == saved.Roster.Layers.Length
        )
        {
            return TypedResults.NotFound();
        }

        var roster = saved.Roster with { Layers = saved.Roster.Layers.RemoveAt(index) };
        var what = Say.It("removed the rotation {0}", saved.Roster.Layers[index].Role);
        var why = await RosterChange.SaveAsync(context, saved with { Roster = roster }, what);
        return why is null ? OnCallEndpoints.Back(id) : await OnCallEndpoints.PageAsync(id, context, notice: why);
    }

    private static int? PlaceOf(SavedRoster saved, string place) =>
        place == New ? saved.Roster.Layers.Length
        : int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1
        && number <= saved.Roster.Layers.Length
            ? number - 1
        : null;

    private static async Task<IResult> PageAsync(
        HttpContext context,
        SavedRoster saved,
        string place,
        TypedForm form,
        Roster? preview = null
    )
    {
        var people = await RosterForms.PeopleAsync(context);
        return new RazorComponentResult<RotationPage>(
            new
            {
                Form = form,
                Saved = saved,
                Place = place,
                People = people,
                Preview = preview is null ? null : PreviewView.Of(context, preview, people),
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
