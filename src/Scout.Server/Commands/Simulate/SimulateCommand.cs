using System.CommandLine;
using System.Globalization;

namespace Scout.Server.Commands.Simulate;

/// <summary>`simulate sigfox ADDRESS`: a network of devices that does not exist, to try a server with.</summary>
internal static class SimulateCommand
{
    public static Command Make()
    {
        var address = new Argument<string>("ADDRESS")
        {
            Description = "Where callbacks go: http://localhost:5080/in/sigfox/KEY, or …/data/NAME.",
        };
        var secret = new Option<string?>("--secret") { Description = "Of the network; sent as a Bearer." };
        var devices = Count("--devices", "How many devices send.", 3);
        var messages = Count("--messages", "How many messages each sends.", 144);
        var minutes = Count("--minutes", "Minutes between two messages of a device.", 10);
        var speed = Count("--speed", "How many times faster than the clock; a past that ends now is sent then.", 1);
        var copies = Count("--copies", "How often each message comes, as with \"Send duplicate\".", 1);
        var seed = Count("--seed", "The same number makes the same values.", 1);
        var sigfox = new Command("sigfox", "Sends callbacks as Sigfox does, retries included.")
        {
            address,
            secret,
            devices,
            messages,
            minutes,
            speed,
            copies,
            seed,
        };
        sigfox.SetAction(
            (parsed, cancellationToken) =>
            {
                var numbers = new[] { devices, messages, minutes, speed, copies };
                if (
                    !Uri.TryCreate(parsed.GetRequiredValue(address), UriKind.Absolute, out var target)
                    || target.Scheme is not ("http" or "https")
                )
                {
                    return Console.Error.SayAsync([
                        "ADDRESS is no address: write http://localhost:5080/in/sigfox/KEY.",
                    ]);
                }

                if (Array.Find(numbers, option => parsed.GetValue(option) < 1) is { } wrong)
                {
                    return Console.Error.SayAsync([$"{wrong.Name} must be 1 or more."]);
                }

                return RunAsync(
                    new SigfoxPlan(
                        target,
                        parsed.GetValue(secret),
                        parsed.GetValue(devices),
                        parsed.GetValue(messages),
                        TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                        parsed.GetValue(speed),
                        parsed.GetValue(copies),
                        parsed.GetValue(seed)
                    ),
                    cancellationToken
                );
            }
        );
        return new Command("simulate", "Sends what devices would send, to try a server with.") { sigfox };
    }

    private static Option<int> Count(string name, string description, int usual) =>
        new(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{description} Default: {usual}."),
            DefaultValueFactory = _ => usual,
        };

    private static async Task<int> RunAsync(SigfoxPlan plan, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var network = new SigfoxNetwork(http, plan, TimeProvider.System);
        await network.RunAsync(cancellationToken);
        await Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{network.Taken} callbacks were taken, {network.SentAgain} were sent again, {network.Lost} were lost, {network.Downlinks} downlinks came. Slowest answer: {network.Slowest.TotalMilliseconds:0} ms."
            )
        );
        return network.Lost == 0 ? 0 : 1;
    }
}
