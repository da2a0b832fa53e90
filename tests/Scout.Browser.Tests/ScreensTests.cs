using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>Messages to a browser: its worker registers, shows what comes, and its button takes the alert.</summary>
public sealed class ScreensTests(Chromium chromium)
{
    private const string Registration = "navigator.serviceWorker.ready.then(worker => worker.active.scriptURL)";

    // A service that stands in for the maker's, which is not there: the page asks it, and posts what it answers.
    private const string Subscribes = """
        PushManager.prototype.subscribe = async (options) => ({
          toJSON: () => ({
            endpoint: `https://push.example/${options.applicationServerKey.length}`,
            keys: {
              p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
              auth: "BTBZMqHH6r4Tts7J_aSIgg",
            },
          }),
        });
        """;

    private const string Notification = """
        async () => {
          const worker = await navigator.serviceWorker.ready;
          for (;;) {
            const [one] = await worker.getNotifications({ tag: "a1" });
            if (one) {
              return `${one.title}: ${one.body}`;
            }

            await new Promise((later) => setTimeout(later, 50));
          }
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_button_makes_this_browser_a_screen()
    {
        await using var site = await ScoutSite.StartAsync(Stop);
        await Scenes.PlayAsync(site, "calm", Stop);
        var page = await chromium.BlankAsync(site, account: "owner");
        await page.AddInitScriptAsync(Subscribes);
        await page.Context.GrantPermissionsAsync(["notifications"]);
        await page.GotoAsync("/contacts/ada/screens");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send messages to this browser" }).ClickAsync();

        await Assertions.Expect(page.GetByText("No message was sent there yet.")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>(Registration)).ShouldBe($"{site.Address}/push-worker.js");
        (
            await site.Database.ReadAsync(
                session => session.FirstOrDefaultAsync<string>("select service || ' ' || name from push_addresses"),
                Stop
            )
        )
            .ShouldNotBeNull()
            .ShouldStartWith("browser ");

        await DeliverAsync(page, site.Address, """{"title":"Scout","body":"Sam is low","tag":"a1","page":"/"}""");
        (await page.EvaluateAsync<string>(Notification)).ShouldBe("Scout: Sam is low");
    }

    /// <summary>As the maker's service would: the worker wakes and gets the words.</summary>
    private static async Task DeliverAsync(IPage page, string origin, string data)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        devtools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, update) =>
        {
            var registrations = update!.Value.GetProperty("registrations");
            if (registrations.GetArrayLength() > 0)
            {
                registered.TrySetResult(registrations[0].GetProperty("registrationId").GetString()!);
            }
        };
        await devtools.SendAsync("ServiceWorker.enable");
        await devtools.SendAsync(
            "ServiceWorker.deliverPushMessage",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["origin"] = origin,
                ["registrationId"] = await registered.Task.WaitAsync(Stop),
                ["data"] = data,
            }
        );
    }
}
