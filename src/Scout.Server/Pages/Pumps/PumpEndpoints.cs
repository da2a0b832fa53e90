using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Shown;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Sources.Tandem;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Pumps;

/// <summary>The accounts whose pumps Scout brings to Nightscout. Another account's are not found.</summary>
internal static class PumpEndpoints
{
    private const int ShownRuns = 20;
    private const int ShownAlarms = 10;

    public static IEndpointRouteBuilder MapPumps(this IEndpointRouteBuilder routes)
    {
        var pumps = routes.MapForms("/pumps");
        pumps.MapGet("/", ListAsync);
        pumps.MapGet("/new", (Delegate)NewAsync);
        pumps.MapPost("/new", AddAsync);
        pumps.MapGet("/{id}", ShowAsync);
        pumps.MapPost("/{id}", ChangeAsync);
        pumps.MapPumpActs();
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        var rows = await database.ReadAsync(
            session => session.PumpsAsync(context.User.Viewer().Account),
            context.RequestAborted
        );
        return new RazorComponentResult<PumpsPage>(
            new { Pumps = rows.Select(row => PumpView.Of(row, OptionsOf(context))).ToArray(), Clock = ClockOf(context) }
        );
    }

    private static async Task<IResult> NewAsync(HttpContext context) =>
        Page(context, PumpForm.Of(pump: null, "", await OwnPhoneAsync(context), context.User.Me().Zone), null, [], []);

    private static async Task<IResult> AddAsync(HttpContext context, PumpKeeper keeper, NumberRules numbers)
    {
        var form = PumpForm.Of(pump: null, "", "", "");
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        if (PumpForm.Read(form, posted, numbers, pump: null, "", AllowsHttp(context)) is not { } draft)
        {
            return Page(context, form, null, [], []);
        }

        var id = await keeper.AddAsync(context.User.Viewer(), context.User.Me(), draft, context.RequestAborted);
        return TypedResults.LocalRedirect($"/pumps/{id}?saved=1");
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        if (await PumpActs.FindAsync(context, id, Grant.Change) is not { } pump)
        {
            return TypedResults.NotFound();
        }

        return await PageAsync(context, await FormAsync(context, pump), pump);
    }

    private static async Task<IResult> ChangeAsync(
        string id,
        HttpContext context,
        PumpKeeper keeper,
        NumberRules numbers
    )
    {
        if (await PumpActs.FindOwnAsync(context, id) is not { } pump)
        {
            return TypedResults.NotFound();
        }

        var form = await FormAsync(context, pump);
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        if (PumpForm.Read(form, posted, numbers, pump, EmailOf(context, pump), AllowsHttp(context)) is not { } draft)
        {
            return await PageAsync(context, form, pump);
        }

        await keeper.ChangeAsync(pump, context.User.Viewer(), context.User.Me(), draft, context.RequestAborted);
        return TypedResults.LocalRedirect($"/pumps/{id}?saved=1");
    }

    private static async Task<RazorComponentResult<PumpPage>> PageAsync(
        HttpContext context,
        TypedForm form,
        PumpRow pump
    )
    {
        var (runs, alarms) = await context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(
                async session =>
                    (
                        await session.RunsAsync(pump.WatchId, ShownRuns),
                        await session.AlarmsAsync(pump.WatchId, ShownAlarms)
                    ),
                context.RequestAborted
            );
        return Page(context, form, pump, runs, alarms);
    }

    private static TandemOptions OptionsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<TandemOptions>>().Value;

    private static async Task<TypedForm> FormAsync(HttpContext context, PumpRow pump)
    {
        var phone = await context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(
                session =>
                    session.FirstOrDefaultAsync<string>(
                        "select c.phone from watches w join contacts c on c.id = w.person_id where w.id = @WatchId",
                        pump
                    ),
                context.RequestAborted
            );
        return PumpForm.Of(pump, EmailOf(context, pump), phone ?? "", "");
    }

    private static Task<string> OwnPhoneAsync(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(
                async session =>
                    await session.FirstOrDefaultAsync<string>(
                        "select c.phone from accounts a join contacts c on c.id = a.contact_id where a.id = @Account and c.removed_at is null",
                        context.User.Viewer()
                    ) ?? "",
                context.RequestAborted
            );

    private static string EmailOf(HttpContext context, PumpRow pump) =>
        context.RequestServices.GetRequiredService<SecretBox>().OpenCredentials(pump.Credentials)?.Email ?? "";

    private static bool AllowsHttp(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<NightscoutOptions>>().Value.AllowPrivateUrls;

    private static Clock ClockOf(HttpContext context) =>
        Clock.In(context.User.Me().Zone, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());

    private static RazorComponentResult<PumpPage> Page(
        HttpContext context,
        TypedForm form,
        PumpRow? pump,
        IReadOnlyList<RunRow> runs,
        IReadOnlyList<AlarmRow> alarms
    ) =>
        new(
            new
            {
                Form = form,
                Pump = pump is null ? null : PumpView.Of(pump, OptionsOf(context)),
                Runs = runs.Select(RunView.Of).ToArray(),
                Alarms = alarms.Select(AlarmView.Of).ToArray(),
                Note = PumpView.NoteOf(context.Request.Query),
                Clock = ClockOf(context),
            }
        )
        {
            StatusCode = form.IsFine ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
