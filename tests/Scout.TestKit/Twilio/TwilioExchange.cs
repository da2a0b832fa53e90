using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Scout.TestKit.Twilio;

/// <summary>The booth's HTTP side: takes orders, answers look-ups, and refuses what the real one would refuse.</summary>
public sealed class TwilioExchange
{
    private readonly FakeTwilio _booth;
    private readonly ConcurrentQueue<TwilioCall> _calls = new();
    private readonly ConcurrentQueue<TwilioText> _texts = new();
    private readonly ConcurrentQueue<TwilioFault> _faults = new();
    private int _lookUps;

    internal TwilioExchange(FakeTwilio booth) => _booth = booth;

    public IReadOnlyList<TwilioCall> Calls => [.. _calls];

    public IReadOnlyList<TwilioText> Texts => [.. _texts];

    /// <summary>How often Scout asked about calls and texts.</summary>
    public int LookUps => _lookUps;

    /// <summary>Every order fails in this way until it is set back; null: they do not.</summary>
    public TwilioFault? Always { get; set; }

    /// <summary>How long after its order a price is known; before that it is null.</summary>
    public TimeSpan PricesAfter { get; set; } = TimeSpan.FromMinutes(5);

    internal bool KnowsPriceOf(DateTimeOffset orderedAt) => _booth.Time.GetUtcNow() - orderedAt >= PricesAfter;

    /// <summary>How the account stands: active, suspended, closed.</summary>
    public string AccountStatus { get; set; } = "active";

    /// <summary>The next orders fail in these ways, in this order; null: one that does not.</summary>
    public void Next(params TwilioFault?[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault!);
        }
    }

    internal void Map(WebApplication app)
    {
        var account = app.MapGroup("/2010-04-01/Accounts/{account}");
        account.MapPost("/Calls.json", CallAsync);
        account.MapPost("/Messages.json", TextAsync);
        account.MapPost("/Calls/{sid}.json", ChangeAsync);
        account.MapGet("/Calls/{sid}.json", (HttpContext context, string sid) => ShowAsync(context, sid, isCall: true));
        account.MapGet(
            "/Messages/{sid}.json",
            (HttpContext context, string sid) => ShowAsync(context, sid, isCall: false)
        );
        account.MapGet("/Calls.json", (HttpContext context) => ListAsync(context, isCalls: true));
        account.MapGet("/Messages.json", (HttpContext context) => ListAsync(context, isCalls: false));
        app.MapGet("/2010-04-01/Accounts/{account}.json", AccountAsync);
        app.MapFallback(context =>
        {
            _booth.Complain($"Nobody knows {context.Request.Method} {context.Request.Path}.");
            return RefuseAsync(context, 404, 20404);
        });
    }

    /// <summary>Waits until every webhook that is on its way has arrived.</summary>
    public Task SettleAsync() => _booth.SettleAsync();

    private async Task CallAsync(HttpContext context)
    {
        if (
            await OrderAsync(context, TwilioShapes.Call) is not { } form
            || await FailsAsync(context) is not { } answers
        )
        {
            return;
        }

        var call = new TwilioCall(_booth, form);
        _calls.Enqueue(call);
        if (_booth.Webhooks.BeforeAnswer)
        {
            await call.AnnounceAsync();
        }

        await AnswerAsync(context, answers, TwilioShapes.Shown(call));
        if (!_booth.Webhooks.BeforeAnswer)
        {
            _booth.InBackground(call.AnnounceAsync);
        }

        _booth.Phone(call.To).Take(call);
    }

    private async Task TextAsync(HttpContext context)
    {
        if (
            await OrderAsync(context, TwilioShapes.Text) is not { } form
            || await FailsAsync(context) is not { } answers
        )
        {
            return;
        }

        var text = new TwilioText(_booth, form);
        _texts.Enqueue(text);
        await AnswerAsync(context, answers, TwilioShapes.Shown(text));
        var phone = _booth.Phone(text.To);
        _booth.InBackground(() => text.TravelAsync(phone.TextsFailWith));
        phone.Take(text);
    }

    private async Task ChangeAsync(HttpContext context, string sid)
    {
        if (await OrderAsync(context, TwilioShapes.Change) is not { } form)
        {
            return;
        }

        if (_calls.FirstOrDefault(call => call.Id == sid) is not { } call)
        {
            await RefuseAsync(context, 404, 20404);
            return;
        }

        await context.Response.WriteAsJsonAsync(TwilioShapes.Shown(call));
        await context.Response.CompleteAsync();
        if (form.TryGetValue("Twiml", out var script))
        {
            call.GoOnWith(script.ToString());
            return;
        }

        _booth.InBackground(call.HangUpAsync);
    }

    private async Task ShowAsync(HttpContext context, string sid, bool isCall)
    {
        Interlocked.Increment(ref _lookUps);
        if (!await IsKnownAsync(context))
        {
            return;
        }

        object? found = isCall
            ? _calls.FirstOrDefault(call => call.Id == sid) is { } call
                ? TwilioShapes.Shown(call)
                : null
            : _texts.FirstOrDefault(text => text.Id == sid) is { } text
                ? TwilioShapes.Shown(text)
                : null;
        await (found is null ? RefuseAsync(context, 404, 20404) : context.Response.WriteAsJsonAsync(found));
    }

    private async Task ListAsync(HttpContext context, bool isCalls)
    {
        Interlocked.Increment(ref _lookUps);
        if (!await IsKnownAsync(context))
        {
            return;
        }

        var query = context.Request.Query;
        var size = query.TryGetValue("PageSize", out var given) ? int.Parse(given!, CultureInfo.InvariantCulture) : 50;
        var since = query.TryGetValue(isCalls ? "StartTime>" : "DateSent>", out var text)
            ? DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture)
            : DateTimeOffset.MinValue;
        var page = new Dictionary<string, object?>
        {
            ["page"] = 0,
            ["page_size"] = size,
            ["next_page_uri"] = null,
        };
        if (isCalls)
        {
            page["calls"] = _calls
                .Where(call => Is("To", call.To) && Is("From", FakeTwilio.Number) && call.PlacedAt >= since)
                .Reverse()
                .Take(size)
                .Select(TwilioShapes.Shown);
        }
        else
        {
            page["messages"] = _texts
                .Where(sent => Is("To", sent.To) && sent.SentAt >= since)
                .Reverse()
                .Take(size)
                .Select(TwilioShapes.Shown);
        }

        await context.Response.WriteAsJsonAsync(page);

        bool Is(string name, string value) => !query.TryGetValue(name, out var wanted) || wanted == value;
    }

    private async Task AccountAsync(HttpContext context)
    {
        if (await IsKnownAsync(context))
        {
            await context.Response.WriteAsJsonAsync(
                new
                {
                    sid = FakeTwilio.AccountSid,
                    status = AccountStatus,
                    type = "Full",
                }
            );
        }
    }

    private async Task<Dictionary<string, StringValues>?> OrderAsync(
        HttpContext context,
        Func<Dictionary<string, StringValues>, string?> check
    )
    {
        if (!await IsKnownAsync(context))
        {
            return null;
        }

        if (!context.Request.HasFormContentType)
        {
            _booth.Complain($"{context.Request.Path}: the body must be a form.");
            await RefuseAsync(context, 400, 20001);
            return null;
        }

        var form = (await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value);
        if (check(form) is not { } wrong)
        {
            return form;
        }

        _booth.Complain($"{context.Request.Path}: {wrong}");
        await RefuseAsync(context, 400, 20001);
        return null;
    }

    /// <summary>Null: it failed and was answered; otherwise whether the answer arrives.</summary>
    private async Task<bool?> FailsAsync(HttpContext context)
    {
        var fault = _faults.TryDequeue(out var next) ? next : Always;
        switch (fault)
        {
            case TwilioFault.Lost { Rings: true }:
                return false;
            case TwilioFault.Lost:
                context.Abort();
                return null;
            case TwilioFault.Silence:
                var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using (context.RequestAborted.Register(() => gone.TrySetResult()))
                {
                    await gone.Task;
                }

                return null;
            case TwilioFault.Page page:
                context.Response.StatusCode = page.Status;
                await context.Response.WriteAsync(page.Body);
                return null;
            case TwilioFault.Refusal refusal:
                await RefuseAsync(context, refusal.Status, refusal.Number);
                return null;
            default:
                return true;
        }
    }

    private async Task<bool> IsKnownAsync(HttpContext context)
    {
        string[] known = [$"{FakeTwilio.AccountSid}:{_booth.Token}", $"{FakeTwilio.ApiKey}:{FakeTwilio.ApiSecret}"];
        var header = context.Request.Headers.Authorization.ToString();
        var isKnown =
            context.Request.RouteValues["account"] is FakeTwilio.AccountSid
            && known.Any(pair => header == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}");
        if (!isKnown)
        {
            await RefuseAsync(context, 401, 20003);
        }

        return isKnown;
    }

    private static async Task AnswerAsync(HttpContext context, bool arrives, object body)
    {
        if (!arrives)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(body);
        await context.Response.CompleteAsync();
    }

    private static Task RefuseAsync(HttpContext context, int status, int code)
    {
        context.Response.StatusCode = status;
        if (status == 429)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return context.Response.WriteAsJsonAsync(
            new
            {
                code,
                message = $"The booth was told so; the 'To' number is +14155550101.",
                more_info = $"https://www.twilio.com/docs/errors/{code}",
                status,
            }
        );
    }
}
