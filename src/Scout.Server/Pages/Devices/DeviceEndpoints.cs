using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Devices;
using Scout.Server.Accounts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Graph;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Readings.Points;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Devices;

/// <summary>The list of devices, a device, and what people do with it. Another account's devices are not found.</summary>
internal static class DeviceEndpoints
{
    public static IEndpointRouteBuilder MapDevicePages(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapForms("/devices");
        devices.MapGet("", ListAsync);
        devices.MapGet("/{device:long}", ShowAsync);
        devices.MapGet("/{device:long}/settings", SettingsAsync);
        devices.MapPost("/{device:long}/settings", ChangeAsync);
        devices.MapPost("/{device:long}/unit", AcceptUnitAsync);
        devices.MapPost("/{device:long}/take", TakeAsync);
        devices.MapPost(
            "/{device:long}/mute",
            (long device, HttpContext context) => ActAsync(device, context, DeviceKeeper.MuteAsync)
        );
        devices.MapPost(
            "/{device:long}/retire",
            (long device, HttpContext context) => ActAsync(device, context, DeviceKeeper.RetireAsync)
        );
        devices.MapPost("/{device:long}/downlinks", SendAsync);
        devices.MapPost("/{device:long}/downlinks/{downlink}/remove", TakeBackAsync);
        devices.MapGet("/{device:long}/readings.csv", CsvAsync);
        devices.MapGet("/{device:long}/import", ImportAsync);
        devices.MapPost("/{device:long}/import", BringInAsync);
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext context, DeviceQueries queries) =>
        new RazorComponentResult<DevicesPage>(
            new { View = await queries.AllAsync(context.User.Me(), context.RequestAborted) }
        );

    private static async Task<IResult> ShowAsync(long device, HttpContext context)
    {
        ShownUnits.Keep(context);
        return
            await context
                .RequestServices.GetRequiredService<DeviceQueries>()
                .FindWithAlertsAsync(context.User.Me(), device, context.RequestAborted)
                is { } view
            ? new RazorComponentResult<DevicePage>(
                new
                {
                    View = view,
                    Range = GraphRange.Read(context.Request.Query),
                    Note = $"{context.Request.Query["note"]}",
                }
            )
            : TypedResults.NotFound();
    }

    /// <summary>A unit that Scout guessed is right, or there is none.</summary>
    private static async Task<IResult> AcceptUnitAsync(
        long device,
        HttpContext context,
        Database database,
        TimeProvider time
    )
    {
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var (field, unit) = (posted["field"].ToString(), posted["unit"].ToString());
        if (
            await FindAsync(context, device) is not { MayChange: true } view
            || view.OfField(field) is not { } series
            || (unit.Length > 0 && !series.Guesses.Contains(unit))
        )
        {
            return TypedResults.NotFound();
        }

        if (series.Guesses.Count > 0)
        {
            // A shape that says nothing would be none: of what has no unit its own name is told.
            var shape = new FieldShape(field, unit.Length > 0 ? "" : field, unit);
            await database.WriteAsync(
                async session =>
                {
                    if (await session.LockDeviceAsync(device) is { } row)
                    {
                        var fields = FieldShapes.Write([shape, .. FieldShapes.Read(row.Fields)]);
                        await session.ShapeAsync(row, fields, time.GetUtcNow());
                    }

                    return 0;
                },
                context.RequestAborted
            );
        }

        return TypedResults.LocalRedirect($"/devices/{device}");
    }

    private static async Task<IResult> SettingsAsync(long device, HttpContext context) =>
        await FindAsync(context, device) is { MayChange: true } view
            ? Settings(context, view, DeviceForm.Of(view))
            : TypedResults.NotFound();

    private static async Task<IResult> ChangeAsync(
        long device,
        HttpContext context,
        Database database,
        TimeProvider time
    )
    {
        if (await FindAsync(context, device) is not { MayChange: true } view)
        {
            return TypedResults.NotFound();
        }

        var form = DeviceForm.Of(view);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        if (DeviceForm.Read(form, posted, view) is not { } draft)
        {
            return Settings(context, view, form);
        }

        var now = time.GetUtcNow();
        await database.WriteAsync(
            async session =>
            {
                if (await session.LockDeviceAsync(device) is not { } row)
                {
                    return 0;
                }

                await session.RenameDeviceAsync(row, draft.Name);
                await session.ExpectAsync(row, draft.Interval, now);
                var fields = FieldShapes.Write(draft.Shapes);
                if (fields != row.Fields)
                {
                    await session.ShapeAsync(row, fields, now);
                }

                return 0;
            },
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/devices/{device}/settings?saved=1");
    }

    private static async Task<IResult> TakeAsync(
        long device,
        HttpContext context,
        Database database,
        DeviceProfile profile,
        TimeProvider time
    )
    {
        if (await FindAsync(context, device) is not { MayChange: true } view)
        {
            return TypedResults.NotFound();
        }

        await database.WriteAsync(
            async session =>
                await session.LockDeviceAsync(device) is { } row
                    ? await session.ActivateAsync(row, view.Network, profile.Chosen, time.GetUtcNow())
                    : null,
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/devices/{device}");
    }

    private static async Task<IResult> ActAsync(
        long device,
        HttpContext context,
        Func<Session, DeviceRow, DateTimeOffset, Task> act
    )
    {
        if (await FindAsync(context, device) is not { MayChange: true })
        {
            return TypedResults.NotFound();
        }

        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services
            .GetRequiredService<Database>()
            .WriteAsync(
                async session =>
                {
                    if (await session.LockDeviceAsync(device) is { } row)
                    {
                        await act(session, row, now);
                    }

                    return 0;
                },
                context.RequestAborted
            );
        return TypedResults.LocalRedirect("/devices");
    }

    private static async Task<IResult> SendAsync(long device, HttpContext context, Database database, TimeProvider time)
    {
        if (await FindAsync(context, device) is not { MayChange: true, IsSigfox: true } view)
        {
            return TypedResults.NotFound();
        }

        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var data = string.Concat(posted["data"].ToString().Where(letter => !char.IsWhiteSpace(letter)));
        if (!DownlinkStore.IsData(data))
        {
            return new RazorComponentResult<DevicePage>(
                new
                {
                    View = view,
                    Range = new GraphRange(GraphRange.Ten),
                    DownlinkError = Say.It("Type exactly 16 digits: 0 to 9 and A to F."),
                }
            )
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        var now = time.GetUtcNow();
        await database.WriteAsync(
            session =>
                session.QueueDownlinkAsync(device, data, context.User.Me().Account, now + DownlinkStore.UsualLife, now),
            context.RequestAborted
        );
        return TypedResults.LocalRedirect($"/devices/{device}");
    }

    private static async Task<IResult> TakeBackAsync(
        long device,
        string downlink,
        HttpContext context,
        Database database
    )
    {
        if (await FindAsync(context, device) is not { MayChange: true })
        {
            return TypedResults.NotFound();
        }

        await database.WriteAsync(session => session.TakeBackDownlinkAsync(device, downlink), context.RequestAborted);
        return TypedResults.LocalRedirect($"/devices/{device}");
    }

    private static async Task<IResult> CsvAsync(
        long device,
        string? from,
        string? to,
        HttpContext context,
        Database database,
        TimeProvider time
    )
    {
        if (await FindAsync(context, device) is not { Device.WatchId: { } watch } view)
        {
            return TypedResults.NotFound();
        }

        var now = time.GetUtcNow();
        var all = (now - (view.FirstReading ?? now)) + TimeSpan.FromDays(1);
        var range = TimeRange.Read(from, to, now.AddMinutes(15), all, out var error);
        return error is null
            ? new SeriesCsv(database, watch, range, view)
            : TypedResults.Problem(error, statusCode: StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ImportAsync(long device, HttpContext context) =>
        await FindAsync(context, device) is { MayChange: true, Device.WatchId: not null } view
            ? new RazorComponentResult<ImportPage>(new { View = view })
            : TypedResults.NotFound();

    private static async Task<IResult> BringInAsync(
        long device,
        HttpContext context,
        Database database,
        TimeProvider time
    )
    {
        if (await FindAsync(context, device) is not { MayChange: true, Device.WatchId: { } watch } view)
        {
            return TypedResults.NotFound();
        }

        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = posted["text"].ToString();
        using TextReader text = posted.Files.GetFile("file") is { Length: > 0 } file
            ? new StreamReader(file.OpenReadStream())
            : new StringReader(typed);
        var now = time.GetUtcNow();
        var read = await new ReadingsFile(
            now,
            portion =>
                database.WriteAsync(
                    session => session.BringInAsync(watch, portion, view.Series, now),
                    context.RequestAborted
                )
        ).TakeAsync(text, context.RequestAborted);

        return new RazorComponentResult<ImportPage>(
            new
            {
                View = view,
                Read = read,
                Text = read.Count > 0 ? "" : typed,
            }
        )
        {
            StatusCode = read.Count > 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static Task<DeviceView?> FindAsync(HttpContext context, long device) =>
        context
            .RequestServices.GetRequiredService<DeviceQueries>()
            .FindAsync(context.User.Me(), device, context.RequestAborted);

    private static RazorComponentResult<DeviceSettingsPage> Settings(
        HttpContext context,
        DeviceView view,
        TypedForm form
    ) =>
        new(
            new
            {
                View = view,
                Form = form,
                IsSaved = HttpMethods.IsGet(context.Request.Method) && context.Request.Query.ContainsKey("saved"),
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
