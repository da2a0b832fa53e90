using System.Collections.Concurrent;
using System.Text.Json;

namespace Scout.TestKit.Vonage;

/// <summary>The booth's HTTP side: takes orders, answers look-ups, and refuses what the real one would refuse.</summary>
public sealed class Exchange
{
    private readonly FakeVonage _booth;
    private readonly ConcurrentQueue<PhoneCall> _calls = new();
    private readonly ConcurrentQueue<PhoneText> _texts = new();
    private readonly ConcurrentQueue<ApiFault> _faults = new();
    private int _lookUps;

    internal Exchange(FakeVonage booth) => _booth = booth;

    public IReadOnlyList<PhoneCall> Calls => [.. _calls];

    public IReadOnlyList<PhoneText> Texts => [.. _texts];

    /// <summary>How often Scout asked about calls.</summary>
    public int LookUps => _lookUps;

    /// <summary>Every order fails in this way until it is set back.</summary>
    public ApiFault Always { get; set; }

    /// <summary>Called when an order is taken, before it is answered: whoever waits for the answer can be killed here.</summary>
    public Action? BeforeAnswer { get; set; }

    /// <summary>The next orders fail in these ways, in this order.</summary>
    public void Next(params ApiFault[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    internal void Map(WebApplication app)
    {
        app.MapPost("/v1/calls", CallAsync);
        app.MapPost("/v1/messages", TextAsync);
        app.MapGet("/v1/calls/{id}", LookUpAsync);
        app.MapGet("/v1/calls", ListAsync);
        app.MapPut("/v1/calls/{id}", ChangeAsync);
        app.MapFallback(context =>
        {
            _booth.Complain($"Nobody knows {context.Request.Method} {context.Request.Path}.");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>Waits until every webhook that is on its way has arrived.</summary>
    public Task SettleAsync() => _booth.SettleAsync();

    private async Task CallAsync(HttpContext context)
    {
        if (await OrderAsync(context, Shapes.Call) is not { } body)
        {
            return;
        }

        var fault = await FailAsync(context, isCall: true);
        if (fault is not (ApiFault.None or ApiFault.AnswerLost))
        {
            return;
        }

        var number = "+" + body["to"][0].GetProperty("number").GetString();
        var call = new PhoneCall(_booth, number, body);
        _calls.Enqueue(call);
        BeforeAnswer?.Invoke();
        if (_booth.Webhooks.BeforeAnswer)
        {
            await call.AnnounceAsync();
        }

        await AnswerAsync(
            context,
            fault,
            StatusCodes.Status201Created,
            new Dictionary<string, object?>
            {
                ["uuid"] = call.Id,
                ["status"] = "started",
                ["direction"] = "outbound",
                ["conversation_uuid"] = $"CON-{call.Id}",
            }
        );
        if (!_booth.Webhooks.BeforeAnswer)
        {
            _booth.InBackground(call.AnnounceAsync);
        }

        _booth.Phone(number).Take(call);
    }

    private async Task TextAsync(HttpContext context)
    {
        if (await OrderAsync(context, Shapes.Text) is not { } body)
        {
            return;
        }

        var fault = await FailAsync(context, isCall: false);
        if (fault is not (ApiFault.None or ApiFault.AnswerLost))
        {
            return;
        }

        var phone = _booth.Phone("+" + body["to"].GetString());
        var text = new PhoneText(_booth, phone.Number, Field("text") ?? "", Field("webhook_url"), Field("client_ref"));
        _texts.Enqueue(text);
        BeforeAnswer?.Invoke();
        await AnswerAsync(
            context,
            fault,
            StatusCodes.Status202Accepted,
            new Dictionary<string, object?> { ["message_uuid"] = text.Id }
        );
        _booth.InBackground(() => text.TravelAsync(phone.TextsFailWith));
        phone.Take(text);

        string? Field(string name) => body.TryGetValue(name, out var value) ? value.GetString() : null;
    }

    private async Task LookUpAsync(HttpContext context, string id)
    {
        Interlocked.Increment(ref _lookUps);
        if (!await IsKnownAsync(context))
        {
            return;
        }

        var call = _calls.FirstOrDefault(call => call.Id == id);
        if (call is null)
        {
            await Answers.NotFoundAsync(context);
            return;
        }

        await context.Response.WriteAsJsonAsync(Shapes.Shown(call));
    }

    private async Task ListAsync(HttpContext context, string? order, DateTimeOffset? date_start, int page_size = 10)
    {
        Interlocked.Increment(ref _lookUps);
        if (!await IsKnownAsync(context))
        {
            return;
        }

        var found = _calls.Where(call => date_start is null || call.PlacedAt >= date_start).ToList();
        if (order is "desc")
        {
            found.Reverse();
        }

        await context.Response.WriteAsJsonAsync(
            new Dictionary<string, object?>
            {
                ["count"] = found.Count,
                ["page_size"] = page_size,
                ["record_index"] = 0,
                ["_embedded"] = new { calls = found.Take(page_size).Select(Shapes.Shown) },
            }
        );
    }

    private async Task ChangeAsync(HttpContext context, string id)
    {
        if (await OrderAsync(context, Shapes.Change) is not { } body)
        {
            return;
        }

        var call = _calls.FirstOrDefault(call => call.Id == id);
        if (call is null || call.IsOver)
        {
            await Answers.NotFoundAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        await context.Response.CompleteAsync();
        if (body.TryGetValue("destination", out var destination))
        {
            call.GoOnWith(destination.GetProperty("ncco"));
            return;
        }

        _booth.InBackground(call.HangUpAsync);
    }

    private async Task<Dictionary<string, JsonElement>?> OrderAsync(
        HttpContext context,
        Func<Dictionary<string, JsonElement>, string?> check
    )
    {
        if (!await IsKnownAsync(context))
        {
            return null;
        }

        var (body, wrong) = await Shapes.ReadAsync(context.Request, check);
        if (wrong is null)
        {
            return body;
        }

        _booth.Complain($"{context.Request.Method} {context.Request.Path}: {wrong}");
        await Answers.BadRequestAsync(context, wrong);
        return null;
    }

    private async Task<bool> IsKnownAsync(HttpContext context)
    {
        if (ClientToken.WhatIsWrong(context.Request.Headers.Authorization, _booth) is not { } wrong)
        {
            return true;
        }

        _booth.Complain($"{context.Request.Method} {context.Request.Path}: {wrong}");
        await Answers.FailAsync(context, ApiFault.Unauthorized, isCall: true);
        return false;
    }

    private async Task<ApiFault> FailAsync(HttpContext context, bool isCall)
    {
        var fault = _faults.TryDequeue(out var next) ? next : Always;
        await Answers.FailAsync(context, fault, isCall);
        return fault;
    }

    private static async Task AnswerAsync(HttpContext context, ApiFault fault, int status, object body)
    {
        if (fault is ApiFault.AnswerLost)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(body);
        await context.Response.CompleteAsync();
    }
}
