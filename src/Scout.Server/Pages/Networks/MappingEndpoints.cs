using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Devices;
using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Networks;

/// <summary>Where the bodies of a network of scripts hold their values: picked from the last one, tried on it, and kept.</summary>
internal static class MappingEndpoints
{
    /// <summary>What it is called where decoders are told apart.</summary>
    private const string Name = "Mapping";

    public static IEndpointRouteBuilder MapMappings(this IEndpointRouteBuilder networks)
    {
        networks.MapGet("/{network}/mapping", ShowAsync);
        networks.MapPost("/{network}/mapping", SaveAsync);
        networks.MapPost("/{network}/mapping/remove", RemoveAsync);
        return networks;
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string network) =>
        await FindAsync(context, network) is var (view, last)
            ? Page(context, view, MappingForm.Of(view.Mapping, last))
            : TypedResults.NotFound();

    private static async Task<IResult> SaveAsync(HttpContext context, string network)
    {
        if (await FindAsync(context, network) is not var (view, last))
        {
            return TypedResults.NotFound();
        }

        var form = MappingForm.Of(view.Mapping, last);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        MappingForm.Read(form, posted);
        if (posted.ContainsKey("try") || posted.ContainsKey(MappingForm.Take))
        {
            if (form[MappingForm.Values].Length > 0)
            {
                MappingForm.Draft(form); // says what is wrong so far
            }

            return Page(context, view, form, isTried: true);
        }

        if (MappingForm.Draft(form) is not { } draft)
        {
            return Page(context, view, form);
        }

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await context
            .RequestServices.GetRequiredService<Database>()
            .WriteAsync(session => KeepAsync(session, view, draft, now), context.RequestAborted);
        return TypedResults.LocalRedirect($"/networks/{network}?again=1");
    }

    private static async Task<int> KeepAsync(Session session, NetworkView view, MappingDraft draft, DateTimeOffset now)
    {
        var (paths, fields) = (Mappings.Write(draft.Text), FieldShapes.Write(draft.Shapes));
        if (view.Mapping is { } row)
        {
            await session.ChangeDecoderAsync(row with { Paths = paths, Fields = fields }, now);
        }
        else
        {
            await session.AddDecoderAsync(view.Network.Id, Name, "", "", fields, now, paths);
        }

        await session.TakeRefusedAgainAsync(view.Network.Id, now);
        return 0;
    }

    private static async Task<IResult> RemoveAsync(
        string network,
        HttpContext context,
        Database database,
        TimeProvider time
    )
    {
        if (await FindAsync(context, network) is not ({ Mapping: { } row }, _))
        {
            return TypedResults.NotFound();
        }

        await database.WriteAsync(
            async session =>
            {
                await session.RemoveDecoderAsync(row, time.GetUtcNow());
                return 0;
            },
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/networks/{network}?again=1");
    }

    private static async Task<(NetworkView View, string Last)?> FindAsync(HttpContext context, string network) =>
        await NetworkEndpoints.FindAsync(context, network) is not { IsMappable: true } view
            ? null
            : (
                view,
                await context
                    .RequestServices.GetRequiredService<Database>()
                    .ReadAsync(session => session.LastBodyAsync(network), context.RequestAborted)
            );

    private static RazorComponentResult<MappingPage> Page(
        HttpContext context,
        NetworkView view,
        TypedForm form,
        bool isTried = false
    )
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var mapping = BodyMapping.Read(MappingForm.TextOf(form), out _);
        var shapes = ShapeForm.Read(form, MappingForm.FieldsOf(mapping));
        return new RazorComponentResult<MappingPage>(
            new
            {
                View = view,
                Form = form,
                Tried = MappingPreview.Of(mapping, shapes, form[MappingForm.Sample], now),
            }
        )
        {
            StatusCode = form.IsFine || isTried ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
