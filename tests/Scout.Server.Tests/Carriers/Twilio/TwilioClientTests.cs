using System.Net;
using System.Net.Sockets;
using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.Server.Tests.Carriers.Vonage;
using Scout.TestKit;
using Scout.TestKit.Twilio;

namespace Scout.Server.Tests.Carriers.Twilio;

public sealed class TwilioClientTests
{
    private const string Sam = "+14155550101";
    private static readonly Uri Site = new("http://127.0.0.1:9/scout");
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The booth is strict: no field it does not know, one kind of script, its markup well formed and short enough.
    [Fact, Trait("Rule", "TEL-3"), Trait("Rule", "TEL-22"), Trait("Rule", "TEL-42")]
    public async Task A_call_has_the_shape_that_Twilio_documents()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time, Site);

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(Sam, "secret"), Token);

        var call = await bed.Booth.Phone(Sam).Rings().Hears("Sam's glucose is low: 6, 2", "Press 1");
        receipt.ShouldBe(new Receipt.Accepted(call.Id.ToLowerInvariant()));
        call.AsksForKey.ShouldBeTrue();
        call.Ordered("From").ShouldBe(FakeTwilio.Number);
        call.Ordered("Timeout").ShouldBe("25");
        call.Ordered("StatusCallback").ShouldBe("http://127.0.0.1:9/scout/webhooks/twilio/secret/call");
        call.Ordered("StatusCallbackEvent").ShouldBe("initiated,ringing,answered,completed");
        (call.Ordered("MachineDetection"), call.Ordered("AsyncAmd")).ShouldBe(("Enable", "true"));
    }

    [Fact]
    public async Task Without_a_public_address_the_call_speaks_and_asks_for_nothing()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time);

        await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);

        bed.Client.HasCallbacks.ShouldBeFalse();
        var call = await bed.Booth.Phone(Sam).Rings().Hears("6, 2");
        (call.AsksForKey, call.IsOver).ShouldBe((false, true));
        (call.Ordered("StatusCallback"), call.Ordered("MachineDetection")).ShouldBe(("", ""));
        bed.Booth.Webhooks.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Machine_detection_can_be_saved()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time, Site, options => options.MachineDetection = false);

        await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);

        (await bed.Booth.Phone(Sam).Rings()).Ordered("AsyncAmd").ShouldBeEmpty();
    }

    [Fact, Trait("Rule", "TEL-28")]
    public async Task A_text_lives_ten_minutes_at_most_and_leaves_by_the_number()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time, Site);

        var receipt = await bed.Client.TextAsync(new TextOrder(Sam, "secret", new string('x', 2000)), Token);

        var text = await bed.Booth.Phone(Sam).GetsText("xxx");
        receipt.ShouldBe(new Receipt.Accepted(text.Id.ToLowerInvariant()));
        text.Body.Length.ShouldBe(1600);
        text.Ordered("ValidityPeriod").ShouldBe("600");
        text.Ordered("From").ShouldBe(FakeTwilio.Number);
        text.Ordered("StatusCallback").ShouldBe("http://127.0.0.1:9/scout/webhooks/twilio/secret/text");
    }

    [Fact]
    public async Task A_text_leaves_by_the_messaging_service_where_there_is_one()
    {
        const string Service = "MG0123456789abcdef0123456789abcdef";
        await using var bed = await TwilioTestBed.StartAsync(
            _time,
            Site,
            options => options.MessagingServiceSid = Service
        );

        await bed.Client.TextAsync(new TextOrder(Sam, "secret", "hello"), Token);

        var text = await bed.Booth.Phone(Sam).GetsText("hello");
        (text.Ordered("MessagingServiceSid"), text.Ordered("From")).ShouldBe((Service, ""));
    }

    public static TheoryData<int, int, RefusalKind> Codes() =>
        new()
        {
            { 401, 20003, RefusalKind.Operator },
            { 404, 20404, RefusalKind.Operator },
            { 429, 20429, RefusalKind.RateLimited },
            { 400, 21210, RefusalKind.Operator },
            { 400, 21211, RefusalKind.BadNumber },
            { 400, 21212, RefusalKind.Operator },
            { 400, 21214, RefusalKind.NotPutThrough },
            { 400, 21215, RefusalKind.Operator },
            { 400, 21216, RefusalKind.Operator },
            { 400, 21217, RefusalKind.BadNumber },
            { 400, 21408, RefusalKind.Operator },
            { 400, 21606, RefusalKind.Operator },
            { 400, 21608, RefusalKind.Operator },
            { 400, 21610, RefusalKind.BadNumber },
            { 400, 21611, RefusalKind.Temporary },
            { 400, 21612, RefusalKind.NotPutThrough },
            { 400, 21614, RefusalKind.TakesNoTexts },
            { 400, 21617, RefusalKind.Operator },
            { 400, 30001, RefusalKind.Temporary },
            { 403, 30002, RefusalKind.Operator },
            { 400, 99999, RefusalKind.Operator },
            { 503, 20001, RefusalKind.Temporary },
        };

    [Theory, MemberData(nameof(Codes)), Trait("Rule", "TEL-13"), Trait("Rule", "TEL-26"), Trait("Rule", "TEL-27")]
    public async Task Every_code_is_a_refusal_of_its_kind(int status, int code, RefusalKind kind)
    {
        await using var bed = await TwilioTestBed.StartAsync(_time, Site);
        bed.Booth.Exchange.Next(TwilioFault.Code(status, code));

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);

        var refused = receipt.ShouldBeOfType<Receipt.Refused>();
        (refused.Code, refused.Kind).ShouldBe(($"{status}/{code}", kind));
        refused.OptedOut.ShouldBe(code == 21610);
        refused.RetryAfter.ShouldBe(status == 429 ? TimeSpan.FromSeconds(1) : null);
        refused.Reason.ShouldContain($"{code}");
        refused.Reason.ShouldNotContain("4155550101");
    }

    [Fact, Trait("Rule", "TEL-40")]
    public async Task Answers_without_a_code_are_read_by_their_status()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time);
        bed.Booth.Exchange.Next(TwilioFault.NoCredit, TwilioFault.Unavailable, TwilioFault.HtmlError);

        (await OrderAsync()).ShouldBeOfType<Receipt.Refused>().Kind.ShouldBe(RefusalKind.Operator);
        (await OrderAsync()).ShouldBeOfType<Receipt.Refused>().Kind.ShouldBe(RefusalKind.Temporary);
        (await OrderAsync()).ShouldBeOfType<Receipt.Doubt>();

        Task<Receipt> OrderAsync() => bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task A_lost_answer_leaves_a_doubt()
    {
        await using var bed = await TwilioTestBed.StartAsync(
            _time,
            change: options => options.Timeout = TimeSpan.FromMilliseconds(300)
        );
        foreach (var fault in new[] { TwilioFault.Dropped, TwilioFault.Silent })
        {
            bed.Booth.Exchange.Next(fault);
            (await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token)).ShouldBeOfType<Receipt.Doubt>();
        }
    }

    [Fact]
    public async Task Callbacks_that_Twilio_cannot_use_are_left_out_for_a_while()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time, Site);
        bed.Booth.Exchange.Next(TwilioFault.Code(400, 21609));

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);
        var refused = receipt.ShouldBeOfType<Receipt.Refused>();

        (refused.Kind, refused.RetryAfter).ShouldBe((RefusalKind.Temporary, TimeSpan.Zero));
        bed.Client.HasCallbacks.ShouldBeFalse();
        await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);
        (await bed.Booth.Phone(Sam).Rings()).AsksForKey.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(15));
        bed.Client.HasCallbacks.ShouldBeTrue();
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task After_a_lost_answer_call_and_text_are_found_by_number_and_time()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time);
        await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);
        await bed.Booth.Phone(Sam).Rings().DoesNotAnswer();
        _time.Advance(TimeSpan.FromMinutes(2));
        bed.Booth.Exchange.Next(TwilioFault.AnswerLost, TwilioFault.AnswerLost);
        var sentAt = _time.GetUtcNow();
        await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);
        await bed.Client.TextAsync(new TextOrder("+14155550103", "t", "hello"), Token);
        var call = await bed.Booth.Phone(Sam).Rings();
        var text = await bed.Booth.Phone("+14155550103").GetsText("hello");

        var lookUp = new LookUpOrder(Channel.Call, Sam, Reference: null, sentAt);
        var found = await bed.Client.LookUpAsync(lookUp, Token);
        var foundText = await bed.Client.LookUpAsync(
            lookUp with
            {
                Channel = Channel.Text,
                To = "+14155550103",
            },
            Token
        );
        var other = await bed.Client.LookUpAsync(lookUp with { To = "+14155550104" }, Token);
        var later = await bed.Client.LookUpAsync(lookUp with { SentAt = sentAt.AddMinutes(1) }, Token);

        var report = found.ShouldBeOfType<CarrierAnswer.Found>().Report;
        (report.Reference, report.Status).ShouldBe((call.Id.ToLowerInvariant(), CarrierStatus.Ringing));
        foundText.ShouldBeOfType<CarrierAnswer.Found>().Report.Reference.ShouldBe(text.Id.ToLowerInvariant());
        other.ShouldBeOfType<CarrierAnswer.NotFound>();
        later.ShouldBeOfType<CarrierAnswer.NotFound>();
    }

    [Fact, Trait("Rule", "TEL-12")]
    public async Task A_look_up_by_reference_tells_how_the_call_ended()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time);
        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);
        var reference = receipt.ShouldBeOfType<Receipt.Accepted>().Reference;
        await bed.Booth.Phone(Sam).Rings().IsBusy();

        var lookUp = new LookUpOrder(Channel.Call, Sam, reference, _time.GetUtcNow());
        var answer = await bed.Client.LookUpAsync(lookUp, Token);
        var unknown = await bed.Client.LookUpAsync(lookUp with { Reference = "ca" + new string('0', 32) }, Token);

        answer.ShouldBeOfType<CarrierAnswer.Found>().Report.Status.ShouldBe(CarrierStatus.NotReached);
        unknown.ShouldBeOfType<CarrierAnswer.NotFound>();
    }

    [Fact, Trait("Rule", "TEL-17")]
    public async Task Scout_hangs_up_a_ringing_call()
    {
        await using var bed = await TwilioTestBed.StartAsync(_time);
        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);
        var call = await bed.Booth.Phone(Sam).Rings();

        await bed.Client.HangUpAsync(receipt.ShouldBeOfType<Receipt.Accepted>().Reference, Token);

        await call.IsHungUp();
        call.Status.ShouldBe("canceled");
    }

    [Fact]
    public async Task An_API_key_and_either_token_open_the_account()
    {
        await using var key = await TwilioTestBed.StartAsync(
            _time,
            change: options => (options.ApiKey, options.ApiSecret) = (FakeTwilio.ApiKey, FakeTwilio.ApiSecret)
        );
        await using var rotated = await TwilioTestBed.StartAsync(
            _time,
            change: options => options.SecondaryAuthToken = "new-token"
        );
        rotated.Booth.Token = "new-token";

        (await key.Client.CheckAsync(Token)).ShouldBeNull();
        (await rotated.Client.CheckAsync(Token)).ShouldBeNull();
        await rotated.Client.CallAsync(VonageTestBed.Call(Sam), Token);
        await rotated.Booth.Phone(Sam).Rings();
        rotated.Booth.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_check_finds_wrong_credentials_and_a_suspended_account()
    {
        await using var bad = await TwilioTestBed.StartAsync(_time, change: options => options.AuthToken = "guess");
        await using var suspended = await TwilioTestBed.StartAsync(_time);
        suspended.Booth.Exchange.AccountStatus = "suspended";

        (await bad.Client.CheckAsync(Token)).ShouldNotBeNull().ShouldContain("TWILIO_AUTH_TOKEN");
        (await suspended.Client.CheckAsync(Token)).ShouldNotBeNull().ShouldContain("suspended");
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task A_refused_connection_means_that_nothing_was_placed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        await using var bed = await TwilioTestBed.StartAsync(_time, change: options => options.ApiUrl = closed);

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(Sam), Token);

        var refused = receipt.ShouldBeOfType<Receipt.Refused>();
        (refused.Code, refused.Kind).ShouldBe(("connect", RefusalKind.Temporary));
        (await bed.Client.CheckAsync(Token)).ShouldNotBeNull().ShouldContain("cannot be reached");
    }
}
