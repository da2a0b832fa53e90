using System.Security.Cryptography;
using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Watches;
using Scout.Server.Carriers;
using Scout.Server.Contacts;
using Scout.Server.Hosting;

namespace Scout.Server.Commands;

/// <summary>One call or text straight through the carrier, followed in the terminal. Needs no running server.</summary>
internal static class CallTestCommand
{
    private static readonly TimeSpan RingFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<int> RunAsync(
        string typed,
        bool isText,
        string? by,
        string[] settings,
        CancellationToken cancellationToken
    )
    {
        await using var app = ScoutHost.CreateBuilder(settings).AddScout().Build();
        if (!app.Services.GetRequiredService<NumberRules>().TryRead(typed, out var number, out var error))
        {
            return await Console.Error.SayAsync([error]);
        }

        app.Services.GetRequiredService<SettingsCheck>().Run();
        var channel = isText ? Channel.Text : Channel.Call;
        var board = app.Services.GetRequiredService<CarrierBoard>();
        var carrier = board.All.FirstOrDefault(one =>
            one.Takes(channel) && (by is null || one.Name.Equals(by, StringComparison.OrdinalIgnoreCase))
        );
        if (carrier is null or { Name: "sandbox" })
        {
            return await Console.Error.SayAsync([
                by is null
                    ? "There is no carrier that reaches a real phone. Set NEXMO_APPLICATION_ID, NEXMO_PRIVATE_KEY and NEXMO_NUMBER."
                    : $"There is no carrier {by} for {(isText ? "texts" : "calls")}; there are {string.Join(", ", board.Names)}.",
            ]);
        }

        var time = app.Services.GetRequiredService<TimeProvider>();
        var sentAt = time.GetUtcNow();
        var receipt = await OrderAsync(carrier, number, isText, sentAt, cancellationToken);
        switch (receipt)
        {
            case Receipt.Refused refused:
                return await Console.Error.SayAsync([$"{carrier.Name} refused: {refused.Reason} ({refused.Code})."]);
            case Receipt.Doubt doubt:
                await SayAsync(time, $"{carrier.Name} has not answered: {doubt.Reason}. It may ring all the same.");
                break;
            default:
                await SayAsync(time, $"{carrier.Name} took it for {number.Masked}.");
                break;
        }

        var reference = (receipt as Receipt.Accepted)?.Reference;
        var order = new LookUpOrder(channel, number.E164, reference, sentAt);
        return await FollowAsync(carrier, order, time, cancellationToken);
    }

    private static Task<Receipt> OrderAsync(
        ICarrier carrier,
        PhoneNumber number,
        bool isText,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // Nobody waits for callbacks of this token: what happens is asked for.
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var facts = new MessageFacts("Scout", RuleKind.Impaired, Severity.Info, now);
        return isText
            ? carrier.TextAsync(new TextOrder(number.E164, token, TextMessages.Test(facts)), cancellationToken)
            : carrier.CallAsync(
                new CallOrder(number.E164, token, CallMessages.Test(facts, asksForKey: false), RingFor),
                cancellationToken
            );
    }

    private static async Task<int> FollowAsync(
        ICarrier carrier,
        LookUpOrder order,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (order.Channel is Channel.Text || !carrier.CanBeAsked)
        {
            return 0; // there is no state to ask for; it is there when it is there
        }

        var last = CarrierStatus.Unknown;
        while (time.GetUtcNow() - order.SentAt < Patience)
        {
            await Task.Delay(AskEvery, time, cancellationToken);
            if (await carrier.LookUpAsync(order, cancellationToken) is not CarrierAnswer.Found found)
            {
                continue;
            }

            if (found.Report.Status != last)
            {
                last = found.Report.Status;
                await SayAsync(time, found.Report.Said.Length > 0 ? found.Report.Said : last.ToString());
            }

            switch (last)
            {
                case CarrierStatus.Completed:
                    return 0;
                case CarrierStatus.NotReached or CarrierStatus.Failed or CarrierStatus.AnsweredMachine:
                    return 1;
            }
        }

        return await Console.Error.SayAsync([$"{carrier.Name} has not said how it ended."]);
    }

    private static Task SayAsync(TimeProvider time, string sentence) =>
        Console.Out.WriteLineAsync($"{time.GetUtcNow():HH:mm:ss} {sentence}");
}
