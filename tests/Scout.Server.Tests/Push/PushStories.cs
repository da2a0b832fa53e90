using System.Net;
using Scout.Core.Alerts;
using Scout.Core.Replies;
using Scout.Server.Tests.Stories;
using Scout.TestKit;
using Scout.TestKit.Push;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Push;

/// <summary>Messages on screens, beside calls and texts.</summary>
public sealed class PushStories
{
    private static readonly HttpStatusCode Done = HttpStatusCode.OK;

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_button_takes_the_alert_and_the_others_are_told(string engine)
    {
        await using var story = await Screened.StartAsync(engine);
        await story.AddNtfyAsync(City.AdaNumber);
        await story.City.ReadsAsync(62);
        await story.City.Sam.Rings().DoesNotAnswer();
        await story.City.SettleAsync();
        await story.City.Ada.GetsText("62 mg/dL");
        await story.City.Bo.GetsText("62 mg/dL");
        var message = story.Push.Shows("ntfy", "Sam is low", "62 mg/dL", "Open Scout");
        message.Priority.ShouldBe(4);
        message.Button.ShouldBe("I take it");
        message.Link.ShouldNotBeNull().ShouldStartWith($"{City.Site}/push/");

        var (looked, page) = await story.AsksAsync(message, HttpMethod.Get, "text/html");
        looked.ShouldBe(Done);
        page.ShouldContain("Do you take this alert?");
        page.ShouldNotContain("mg/dL");
        (await story.City.AlertAsync(AlertKind.Low)).State.ShouldNotBeOfType<AlertState.Held>();

        var (status, words) = await story.AsksAsync(message);
        status.ShouldBe(Done);
        words.ShouldContain("You have taken it until");
        var held = (await story.City.AlertAsync(AlertKind.Low)).State.ShouldBeOfType<AlertState.Held>();
        held.By.ShouldBe(await story.TextAsync("select id from contacts where phone = @p", new { p = City.AdaNumber }));
        (await story.City.LedgerTextsAsync()).ShouldContain(line =>
            line.Contains("\"Acknowledged\"") && line.Contains($"\"{ReplyWay.Push}\"")
        );
        await story.City.SettleAsync();
        await story.City.Sam.GetsText("has taken it");
        await story.City.Bo.GetsText("has taken it");
        (await story.Owner.SeesAsync($"/alerts/{(await story.City.AlertAsync(AlertKind.Low)).Id}")).ShouldContain(
            "by the button of a message"
        );

        (await story.AsksAsync(message)).Status.ShouldBe(Done, "pressed twice is pressed once");
        await story.City.SettleAsync();
    }

    [Fact]
    public async Task Whoever_is_called_gets_a_message_beside_the_call_and_the_all_clear_too()
    {
        await using var story = await Screened.StartAsync();
        await story.AddPushoverAsync(City.SamNumber);
        await story.AddBrowserAsync(City.SamNumber);
        await story.City.ReadsAsync(62);
        var call = await story.City.Sam.Rings().Hears("62");
        var message = story.Push.Shows("pushover", "Sam is low", "62 mg/dL");
        message.Priority.ShouldBe(1);
        message.Button.ShouldBe("I take it");
        story.Push.Shows("browser").Urgency.ShouldBe("high");

        (await story.AsksAsync(message, accept: "text/html")).Words.ShouldContain("<h1>");
        await story.City.SettleAsync();
        await call.IsHungUp();
        await story.City.WaitsAsync(TimeSpan.FromMinutes(5));
        await story.City.ReadsAsync(100);
        await story.City.WaitsAsync(TimeSpan.FromMinutes(5));
        await story.City.ReadsAsync(105);
        await story.City.Sam.GetsText("no longer low");
        story.Push.Shows("pushover", "no longer low", "105 mg/dL").Button.ShouldBe("Scout");
        story.Push.Shows("browser").Urgency.ShouldBe("high");

        var (status, words) = await story.AsksAsync(message);
        status.ShouldBe(HttpStatusCode.Conflict);
        words.ShouldContain("It ended at");
    }

    [Fact]
    public async Task A_warning_comes_with_quiet_hours_as_a_text_does()
    {
        await using var story = await Screened.StartAsync();
        await story.AddNtfyAsync(City.SamNumber);
        var now = story.City.Time.GetUtcNow();
        var quiet = $"{now.AddHours(-1):HH:mm}-{now.AddMinutes(40):HH:mm}";
        await story.City.Server.Database.WriteAsync(
            session => session.ExecuteAsync("update contacts set quiet = @quiet, zone = 'UTC'", new { quiet }),
            TestContext.Current.CancellationToken
        );
        await story.City.ReadsAsync(120);
        await story.City.WaitsAsync(TimeSpan.FromMinutes(30));
        story.Push.All.ShouldBeEmpty();
        (await story.TextAsync("select state from deliveries where channel = 'Push'")).ShouldBe("Queued");

        await story.City.WaitsAsync(TimeSpan.FromMinutes(12));
        await story.City.Sam.GetsText("no data");
        story.Push.Shows("ntfy", "no data").Priority.ShouldBe(3);
        await story.City.ReadsAsync(121);
        await story.City.Sam.GetsText("data is back");
        story.Push.Shows("ntfy", "data is back");
    }

    [Fact]
    public async Task A_message_without_values_has_none()
    {
        await using var story = await Screened.StartAsync();
        await story.AddNtfyAsync(City.AdaNumber, hidesValues: true);
        await story.City.ReadsAsync(62);
        await story.City.Sam.Rings().DoesNotAnswer();
        await story.City.SettleAsync();
        await story.City.Ada.GetsText("62 mg/dL");
        await story.City.Bo.GetsText("62 mg/dL");
        story.Push.Shows("ntfy", "Sam is low").Body.ShouldNotMatch("[0-9]");
    }

    [Fact]
    public async Task What_is_refused_for_now_is_tried_again_when_the_service_asked_for()
    {
        await using var story = await Screened.StartAsync();
        await story.AddNtfyAsync(City.AdaNumber);
        var page = await story.PageOfAsync(City.AdaNumber);
        story.Push.Refuses("ntfy", new(HttpStatusCode.BadGateway), new(HttpStatusCode.TooManyRequests, RetryAfter: 20));

        await story.Owner.PostsAsync(page, $"{page}/test");
        await story.City.SettleAsync();
        story.Push.All.Count.ShouldBe(1);
        (await story.Owner.SeesAsync(page)).ShouldContain("The last message did not get through: ntfy answered 502.");
        await story.City.WaitsAsync(TimeSpan.FromSeconds(1));
        story.Push.All.Count.ShouldBe(2);
        await story.City.WaitsAsync(TimeSpan.FromSeconds(19));
        story.Push.All.Count.ShouldBe(2, "20 s were asked for");
        await story.City.WaitsAsync(TimeSpan.FromSeconds(1));

        story.Push.Shows("ntfy", "This is a test from Scout.").Button.ShouldBeNull();
        (await story.Owner.SeesAsync(page)).ShouldContain("The last message got through at");
    }

    [Fact]
    public async Task A_screen_that_is_gone_gets_nothing_more_and_its_page_says_so()
    {
        await using var story = await Screened.StartAsync();
        await story.AddBrowserAsync(City.AdaNumber);
        await story.AddPushoverAsync(City.AdaNumber, user: new string('x', 30));
        await story.AddNtfyAsync(City.AdaNumber);
        var page = await story.PageOfAsync(City.AdaNumber);
        story.Push.Refuses("browser", new Fault(HttpStatusCode.Gone));

        await story.Owner.PostsAsync(page, $"{page}/test");
        await story.City.WaitsAsync(TimeSpan.FromMinutes(1));
        var words = await story.Owner.SeesAsync(page);
        words.ShouldContain("It takes no messages any more, since");
        story.Push.Shows("ntfy");
        (await story.TextAsync("select state from deliveries where channel = 'Push'")).ShouldBe("Sent");

        await story.Owner.PostsAsync(page, $"{page}/test");
        await story.City.SettleAsync();
        story.Push.Shows("ntfy");
        (await story.TextAsync("select count(*) from push_addresses where ended_at is not null")).ShouldBe("2");
        story.Push.All.Count(one => one.Service == "browser").ShouldBe(1);
    }

    [Fact]
    public async Task A_button_of_long_ago_of_a_removed_screen_or_of_nobody_does_nothing()
    {
        await using var story = await Screened.StartAsync();
        await story.AddNtfyAsync(City.SamNumber);
        await story.City.ReadsAsync(62);
        await story.City.Sam.Rings().Presses("2"); // snoozed, so that nothing more rings in this story
        var message = story.Push.Shows("ntfy");
        await story.City.Server.Database.WriteAsync(
            session => session.ExecuteAsync("update attempts set sent_at = sent_at - 7200001 where carrier = 'ntfy'"),
            TestContext.Current.CancellationToken
        );
        var (status, words) = await story.AsksAsync(message);
        status.ShouldBe(HttpStatusCode.Gone);
        words.ShouldContain("too old to be answered");

        var forged = message with { Link = message.Link![..^1] + (message.Link![^1] is '0' ? '1' : '0') };
        (await story.AsksAsync(forged)).Status.ShouldBe(HttpStatusCode.NotFound);
        var page = await story.PageOfAsync(City.SamNumber);
        var screen = await story.TextAsync("select id from push_addresses");
        await story.Owner.PostsAsync(page, $"{page}/{screen}/remove");
        (await story.AsksAsync(message)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.City.AlertAsync(AlertKind.Low)).State.ShouldBeOfType<AlertState.Snoozed>();
        story.City.Booth.ForgetEverything();
    }

    [Fact]
    public async Task A_process_that_dies_while_a_message_leaves_shows_it_again()
    {
        await using var story = await Screened.StartAsync();
        await story.AddNtfyAsync(City.SamNumber);
        var page = await story.PageOfAsync(City.SamNumber);
        await story.Owner.PostsAsync(page, $"{page}/test");
        await story.City.SettleAsync();
        story.Push.Shows("ntfy");
        await story.City.Server.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    update attempts set state = 'Sending' where carrier = 'ntfy';
                    update deliveries set state = 'Leased' where channel = 'Push';
                    insert into due (kind, key, due_at) select 'notify', id, 0 from deliveries where channel = 'Push'
                    """
                ),
            TestContext.Current.CancellationToken
        );

        await story.City.RestartAsync();
        await story.City.WaitsAsync(TimeSpan.FromSeconds(2));

        story.Push.Shows("ntfy");
        (await story.TextAsync("select state from deliveries where channel = 'Push'")).ShouldBe("Sent");
    }
}
