using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Live;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Api;

/// <summary>/api/devices: what sends values, what it sent, and what is sent to it.</summary>
internal static class DevicesApi
{
    private const int UsualMessages = 100;
    private const int MostMessages = 1_000;
    private const int LongestName = 100;
    private const int UsualHours = 7 * 24;
    private const int MostHours = 30 * 24;
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(400);

    public static void MapDevicesApi(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", ListAsync).WithName("ListDevices").WithSummary("Devices of the account's networks");
        var one = devices.MapGroup("/{device:long}").ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("", FindAsync).WithName("ReadDevice").WithSummary("A device, its newest values and its series");
        one.MapPost("", ChangeAsync)
            .AddEndpointFilter<FormGuard>()
            .WithName("ChangeDevice")
            .WithSummary("Take it in, mute, retire or rename it, or say how often it sends")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        one.MapGet("/messages", MessagesAsync)
            .WithName("ListMessages")
            .WithSummary("What it sent, newest first")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        one.MapGet("/downlinks", DownlinksAsync)
            .WithName("ListDownlinks")
            .WithSummary("What is sent to it, and what became of that");
        one.MapPost("/downlinks", QueueAsync)
            .AddEndpointFilter<FormGuard>()
            .WithName("QueueDownlink")
            .WithSummary("Eight bytes for the next time the device asks")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<Ok<ApiDevices>> ListAsync(
        HttpContext context,
        Database database,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            session => session.DevicesAsync(context.User.Viewer().Account),
            cancellationToken
        );
        return TypedResults.Ok(new ApiDevices([.. rows.Select(DeviceWords.Of)]));
    }

    private static async Task<Results<Ok<ApiDeviceWithSeries>, ProblemHttpResult>> FindAsync(
        long device,
        HttpContext context,
        Database database,
        CancellationToken cancellationToken
    )
    {
        var viewer = context.User.Viewer();
        var found = await database.ReadAsync(
            async session =>
                await session.FindDeviceAsync(viewer, device) is { } row
                    ? new ApiDeviceWithSeries(DeviceWords.Of(row), await DeviceWords.SeriesAsync(session, row))
                    : null,
            cancellationToken
        );
        return found is null ? ApiProblem.NotThere() : TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<ApiDevice>, ProblemHttpResult>> ChangeAsync(
        long device,
        ApiDeviceChange change,
        HttpContext context,
        Database database,
        DeviceProfile profile,
        LiveHub live,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var viewer = context.User.Viewer();
        var problem = ProblemOf(change);
        return await database.WriteAsync<Results<Ok<ApiDevice>, ProblemHttpResult>>(
            async session =>
            {
                var (row, refusal) = await MayChangeAsync(session, viewer, device);
                if (row is null || problem is not null)
                {
                    return refusal ?? ApiProblem.Bad(problem!);
                }

                await ApplyAsync(session, row, change, profile, time.GetUtcNow());
                session.AfterCommit(() => live.Publish(LiveChange.Access));
                return TypedResults.Ok(DeviceWords.Of((await session.FindDeviceAsync(viewer, device))!));
            },
            cancellationToken
        );
    }

    private static string? ProblemOf(ApiDeviceChange change) =>
        change.Name is { } name && name.Trim().Length is 0 or > LongestName
            ? $"\"name\" has 1 to {LongestName} characters."
        : change.State is { } state
        && !(Enum.TryParse<DeviceState>(state, out var known) && known is not DeviceState.Quarantine)
            ? "\"state\" is Active, Muted or Retired."
        : change.ExpectedInterval is { } seconds && !(seconds >= 0 && seconds <= LongestInterval.TotalSeconds)
            ? "\"expectedInterval\" is a number of seconds; 0 means that it is learned from the data."
        : null;

    private static async Task ApplyAsync(
        Session session,
        DeviceRow device,
        ApiDeviceChange change,
        DeviceProfile profile,
        DateTimeOffset now
    )
    {
        if (change.State is { } state)
        {
            device = await session.MoveAsync(device, Enum.Parse<DeviceState>(state), profile.Chosen, now);
        }

        if (change.Name is { } name)
        {
            await session.RenameDeviceAsync(device, name.Trim());
        }

        if (change.ExpectedInterval is { } seconds)
        {
            await session.ExpectAsync(device, seconds == 0 ? null : TimeSpan.FromSeconds(seconds), now);
        }
    }

    /// <returns>The device, locked; or why not.</returns>
    private static async Task<(DeviceRow? Device, ProblemHttpResult? Refusal)> MayChangeAsync(
        Session session,
        Viewer viewer,
        long device
    )
    {
        var row = await session.FindDeviceAsync(viewer, device);
        return row is null ? (null, ApiProblem.NotThere())
            : await session.MayChangeAsync(viewer, row) ? (await session.LockDeviceAsync(device), null)
            : (null, ApiProblem.Of(Replies.ActAnswer.NotAllowed));
    }

    private static async Task<Results<Ok<ApiMessages>, ProblemHttpResult>> MessagesAsync(
        long device,
        string? before,
        int? limit,
        HttpContext context,
        Database database,
        CancellationToken cancellationToken
    )
    {
        var most = limit ?? UsualMessages;
        var problem = DeviceWords.ReadPlace(before, out var place)
            ? null
            : "\"before\" is the \"next\" of an earlier answer.";
        problem = most is < 1 or > MostMessages ? $"\"limit\" is a number from 1 to {MostMessages}." : problem;
        var viewer = context.User.Viewer();
        var rows = await database.ReadAsync(
            async session =>
                await session.FindDeviceAsync(viewer, device) is null ? null
                : problem is null ? await session.MessagesAsync(device, most + 1L, place)
                : [],
            cancellationToken
        );
        if (rows is null || problem is not null)
        {
            return rows is null ? ApiProblem.NotThere() : ApiProblem.Bad(problem!);
        }

        var next = rows.Count > most ? DeviceWords.PlaceOf(rows[most - 1]) : null;
        return TypedResults.Ok(new ApiMessages([.. rows.Take(most).Select(DeviceWords.Of)], next));
    }

    private static async Task<Results<Ok<ApiDownlinks>, ProblemHttpResult>> DownlinksAsync(
        long device,
        HttpContext context,
        Database database,
        CancellationToken cancellationToken
    )
    {
        var viewer = context.User.Viewer();
        var rows = await database.ReadAsync(
            async session =>
                await session.FindDeviceAsync(viewer, device) is null ? null : await session.DownlinksAsync(device),
            cancellationToken
        );
        return rows is null
            ? ApiProblem.NotThere()
            : TypedResults.Ok(new ApiDownlinks([.. rows.Select(DeviceWords.Of)]));
    }

    private static async Task<Results<Ok<ApiDownlink>, ProblemHttpResult>> QueueAsync(
        long device,
        ApiDownlinkDraft draft,
        HttpContext context,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var viewer = context.User.Viewer();
        var hours = draft.Hours ?? UsualHours;
        var problem =
            draft.Data is not { } data || !DownlinkStore.IsData(data) ? "\"data\" is exactly 16 hex digits: 8 bytes."
            : hours is < 1 or > MostHours ? $"\"hours\" is a number from 1 to {MostHours}."
            : null;
        return await database.WriteAsync<Results<Ok<ApiDownlink>, ProblemHttpResult>>(
            async session =>
            {
                var (row, refusal) = await MayChangeAsync(session, viewer, device);
                if (row is null || problem is not null)
                {
                    return refusal ?? ApiProblem.Bad(problem!);
                }

                var now = time.GetUtcNow();
                return TypedResults.Ok(
                    DeviceWords.Of(
                        await session.QueueDownlinkAsync(device, draft.Data!, viewer.Account, now.AddHours(hours), now)
                    )
                );
            },
            cancellationToken
        );
    }
}
