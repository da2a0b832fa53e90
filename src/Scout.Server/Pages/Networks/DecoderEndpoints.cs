using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Devices;
using Scout.Server.Pages.Devices;
using Scout.Server.Pages.Forms;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Networks;

/// <summary>The decoders of a network: typed, tried on what came, and kept. Keeping one reads all messages once more.</summary>
internal static class DecoderEndpoints
{
    private const int Samples = 5;
    private const int MostKnown = 40;

    public static IEndpointRouteBuilder MapDecoders(this IEndpointRouteBuilder networks)
    {
        networks.MapGet(
            "/{network}/decoders/new",
            (HttpContext context, string network) => ShowAsync(context, network, null)
        );
        networks.MapPost(
            "/{network}/decoders/new",
            (HttpContext context, string network) => SaveAsync(context, network, null)
        );
        networks.MapGet(
            "/{network}/decoders/{decoder}",
            (HttpContext context, string network, string decoder) => ShowAsync(context, network, decoder)
        );
        networks.MapPost(
            "/{network}/decoders/{decoder}",
            (HttpContext context, string network, string decoder) => SaveAsync(context, network, decoder)
        );
        networks.MapPost("/{network}/decoders/{decoder}/remove", RemoveAsync);
        return networks;
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string network, string? decoder) =>
        await FindAsync(context, network, decoder) is var (view, row)
        && await HeardAsync(context, view, row) is var (samples, known)
            ? Page(view, row, DecoderForm.Of(row), samples, known)
            : TypedResults.NotFound();

    private static async Task<IResult> SaveAsync(HttpContext context, string network, string? decoder)
    {
        if (await FindAsync(context, network, decoder) is not var (view, row))
        {
            return TypedResults.NotFound();
        }

        var form = DecoderForm.Of(row);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var (samples, known) = await HeardAsync(context, view, row);
        var draft = DecoderForm.Read(form, posted, known);
        if (posted.ContainsKey("try") || draft is null)
        {
            return Page(view, row, form, samples, known, isTried: posted.ContainsKey("try"));
        }

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await context
            .RequestServices.GetRequiredService<Database>()
            .WriteAsync(session => KeepAsync(session, network, row, draft, now), context.RequestAborted);
        return TypedResults.LocalRedirect($"/networks/{network}?again=1");
    }

    private static async Task<int> KeepAsync(
        Session session,
        string network,
        DecoderRow? row,
        DecoderDraft draft,
        DateTimeOffset now
    )
    {
        var (condition, fields) = (draft.Condition.Text, FieldShapes.Write(draft.Shapes));
        if (row is null)
        {
            await session.AddDecoderAsync(network, draft.Name, condition, draft.Config, fields, now);
        }
        else
        {
            await session.ChangeDecoderAsync(
                row with
                {
                    Name = draft.Name,
                    Condition = condition,
                    Config = draft.Config,
                    Fields = fields,
                },
                now
            );
        }

        return 0;
    }

    private static async Task<IResult> RemoveAsync(
        string network,
        string decoder,
        HttpContext context,
        Database database
    )
    {
        if (await FindAsync(context, network, decoder) is not (_, { } row))
        {
            return TypedResults.NotFound();
        }

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await database.WriteAsync(
            async session =>
            {
                await session.RemoveDecoderAsync(row, now);
                return 0;
            },
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/networks/{network}?again=1");
    }

    private static async Task<(NetworkView View, DecoderRow? Row)?> FindAsync(
        HttpContext context,
        string network,
        string? decoder
    )
    {
        if (await NetworkEndpoints.FindAsync(context, network) is not { } view)
        {
            return null;
        }

        var row = view.Decoders.FirstOrDefault(one => one.Id == decoder);
        return decoder is not null && row is null ? null : (view, row);
    }

    /// <summary>What came, to try a decoder on, and the names of values that came decoded.</summary>
    private static async Task<(IReadOnlyList<MessageRow> Samples, IReadOnlyList<string> Known)> HeardAsync(
        HttpContext context,
        NetworkView view,
        DecoderRow? row
    )
    {
        var heard = await context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(session => session.SamplesAsync(view.Network.Id), context.RequestAborted);
        var shaped = FieldShapes.Read(row?.Fields ?? "{}").Select(shape => shape.Name);
        var told = heard.SelectMany(message => FieldJson.Read(message.ValuesJson)).Select(value => value.Name);
        return (
            [.. heard.Where(message => message.HasPayload).Take(Samples)],
            [.. shaped.Concat(told).Distinct(StringComparer.Ordinal).Take(MostKnown)]
        );
    }

    private static RazorComponentResult<DecoderPage> Page(
        NetworkView view,
        DecoderRow? row,
        TypedForm form,
        IReadOnlyList<MessageRow> samples,
        IReadOnlyList<string> known,
        bool isTried = false
    )
    {
        var decoder = Decoder.Read(form[DecoderForm.Config], out _);
        var shapes = ShapeForm.Read(form, DecoderForm.Fields(decoder, known));
        return new RazorComponentResult<DecoderPage>(
            new
            {
                View = view,
                Decoder = row,
                Form = form,
                Samples = samples,
                Tried = DecoderPreview.Of(
                    decoder,
                    DecoderCondition.Read(form[DecoderForm.Condition]),
                    shapes,
                    form[DecoderForm.Sample],
                    samples
                ),
            }
        )
        {
            StatusCode = form.IsFine || isTried ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
