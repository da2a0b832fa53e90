using System.Net;
using System.Net.Sockets;
using Scout.Core.Deliveries;
using Scout.Server.Carriers;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Carriers.Vonage;

public sealed class VonageClientTests
{
    private static readonly Uri Site = new("http://127.0.0.1:9");
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The booth is strict: event_url as an array in snake case, digits only, ncco alone, no property it does not know.
    [Fact, Trait("Rule", "TEL-1"), Trait("Rule", "TEL-2"), Trait("Rule", "TEL-3"), Trait("Rule", "TEL-42")]
    public async Task A_call_has_the_shape_that_Vonage_documents()
    {
        await using var bed = await VonageTestBed.StartAsync(_time, Site);
        bed.Booth.Webhooks.MayFail = true; // nobody listens at the site

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(), Token);

        var call = await bed.Booth.Phone("+15550101").Rings().Hears("Sam's glucose is low: 62 Press 1");
        receipt.ShouldBe(new Receipt.Accepted(call.Id.Replace("-", "", StringComparison.Ordinal)));
        call.AsksForKey.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_public_address_the_call_speaks_and_asks_for_nothing()
    {
        await using var bed = await VonageTestBed.StartAsync(_time);

        await bed.Client.CallAsync(VonageTestBed.Call(), Token);

        bed.Client.HasCallbacks.ShouldBeFalse();
        var call = await bed.Booth.Phone("+15550101").Rings().Hears("62");
        call.AsksForKey.ShouldBeFalse();
        call.IsOver.ShouldBeTrue();
        bed.Booth.Webhooks.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_text_has_the_shape_of_Messages_v1()
    {
        await using var bed = await VonageTestBed.StartAsync(_time, Site);
        bed.Booth.Webhooks.MayFail = true;

        var receipt = await bed.Client.TextAsync(
            new TextOrder("+15550102", new string('t', 50), "Sam is low: 62"),
            Token
        );

        var text = await bed.Booth.Phone("+15550102").GetsText("Sam is low: 62");
        receipt.ShouldBeOfType<Receipt.Accepted>();
        text.ClientRef!.Length.ShouldBe(40);
    }

    [Theory, Trait("Rule", "TEL-13"), Trait("Rule", "TEL-27"), Trait("Rule", "TEL-40")]
    [InlineData(ApiFault.Unauthorized, "401", RefusalKind.Operator)]
    [InlineData(ApiFault.NoCredit, "402", RefusalKind.Operator)]
    [InlineData(ApiFault.RateLimited, "429/1000", RefusalKind.RateLimited)]
    [InlineData(ApiFault.InvalidNumber, "400", RefusalKind.BadNumber)]
    [InlineData(ApiFault.Unavailable, "503", RefusalKind.Temporary)]
    public async Task A_refused_call_was_not_placed(ApiFault fault, string code, RefusalKind kind)
    {
        await using var bed = await VonageTestBed.StartAsync(_time);
        bed.Booth.Exchange.Next(fault);

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(), Token);

        var refused = receipt.ShouldBeOfType<Receipt.Refused>();
        (refused.Code, refused.Kind).ShouldBe((code, kind));
        refused.RetryAfter.ShouldBe(kind is RefusalKind.RateLimited ? TimeSpan.FromSeconds(1) : null);
    }

    [Fact, Trait("Rule", "TEL-26")]
    public async Task A_text_to_an_impossible_number_is_refused_for_its_number()
    {
        await using var bed = await VonageTestBed.StartAsync(_time);
        bed.Booth.Exchange.Next(ApiFault.InvalidNumber);

        var receipt = await bed.Client.TextAsync(new TextOrder("+15550102", "t", "x"), Token);

        receipt.ShouldBeOfType<Receipt.Refused>().Kind.ShouldBe(RefusalKind.BadNumber);
    }

    [Theory, Trait("Rule", "TEL-13")]
    [InlineData(ApiFault.Dropped)]
    [InlineData(ApiFault.HtmlError)]
    [InlineData(ApiFault.Silent)]
    public async Task A_lost_answer_leaves_a_doubt(ApiFault fault)
    {
        await using var bed = await VonageTestBed.StartAsync(
            _time,
            change: options => options.Timeout = TimeSpan.FromMilliseconds(300)
        );
        bed.Booth.Exchange.Next(fault);

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(), Token);

        receipt.ShouldBeOfType<Receipt.Doubt>();
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task After_a_lost_answer_the_call_is_found_by_number_and_time()
    {
        await using var bed = await VonageTestBed.StartAsync(_time);
        bed.Booth.Exchange.Next(ApiFault.AnswerLost);
        await bed.Client.CallAsync(VonageTestBed.Call("+15550103"), Token);
        await bed.Client.CallAsync(VonageTestBed.Call("+15550101"), Token);
        var call = await bed.Booth.Phone("+15550103").Rings();
        await bed.Booth.Phone("+15550101").Rings();

        var lookUp = new LookUpOrder(Channel.Call, "+15550103", Reference: null, _time.GetUtcNow());
        var answer = await bed.Client.LookUpAsync(lookUp, Token);
        var other = await bed.Client.LookUpAsync(lookUp with { To = "+15550104" }, Token);
        var later = await bed.Client.LookUpAsync(lookUp with { SentAt = _time.GetUtcNow().AddMinutes(1) }, Token);

        var report = answer.ShouldBeOfType<CarrierAnswer.Found>().Report;
        report.Reference.ShouldBe(call.Id.Replace("-", "", StringComparison.Ordinal));
        report.Status.ShouldBe(CarrierStatus.Ringing);
        other.ShouldBeOfType<CarrierAnswer.NotFound>();
        later.ShouldBeOfType<CarrierAnswer.NotFound>();
    }

    [Fact, Trait("Rule", "TEL-12"), Trait("Rule", "TEL-10")]
    public async Task A_look_up_by_reference_tells_how_the_call_ended()
    {
        await using var bed = await VonageTestBed.StartAsync(_time);
        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(), Token);
        var reference = receipt.ShouldBeOfType<Receipt.Accepted>().Reference;
        await bed.Booth.Phone("+15550101").Rings().IsBusy();

        var lookUp = new LookUpOrder(Channel.Call, "+15550101", reference, _time.GetUtcNow());
        var answer = await bed.Client.LookUpAsync(lookUp, Token);
        var unknown = await bed.Client.LookUpAsync(lookUp with { Reference = new string('0', 32) }, Token);

        answer.ShouldBeOfType<CarrierAnswer.Found>().Report.Status.ShouldBe(CarrierStatus.NotReached);
        unknown.ShouldBeOfType<CarrierAnswer.NotFound>();
    }

    [Fact, Trait("Rule", "TEL-17")]
    public async Task Scout_hangs_up_a_ringing_call()
    {
        await using var bed = await VonageTestBed.StartAsync(_time);
        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(), Token);
        var call = await bed.Booth.Phone("+15550101").Rings();

        await bed.Client.HangUpAsync(receipt.ShouldBeOfType<Receipt.Accepted>().Reference, Token);

        await call.IsHungUp();
        call.Status.ShouldBe("cancelled");
    }

    [Fact, Trait("Rule", "TEL-13")]
    public async Task A_refused_connection_means_that_nothing_was_placed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        await using var bed = await VonageTestBed.StartAsync(_time, change: options => options.ApiUrl = closed);

        var receipt = await bed.Client.CallAsync(VonageTestBed.Call(), Token);
        var check = await bed.Client.CheckAsync(Token);

        var refused = receipt.ShouldBeOfType<Receipt.Refused>();
        (refused.Code, refused.Kind).ShouldBe(("connect", RefusalKind.Temporary));
        check.ShouldNotBeNull().ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task A_check_finds_credentials_that_do_not_fit()
    {
        await using var good = await VonageTestBed.StartAsync(_time);
        await using var bad = await VonageTestBed.StartAsync(
            _time,
            change: options => options.ApplicationId = "aaaaaaaa-bbbb-cccc-dddd-000000000000"
        );

        (await good.Client.CheckAsync(Token)).ShouldBeNull();
        (await bad.Client.CheckAsync(Token)).ShouldNotBeNull().ShouldContain("NEXMO_PRIVATE_KEY");
        bad.Booth.ForgetEverything();
    }

    [Fact]
    public async Task A_token_is_used_again_for_ten_minutes_and_always_good()
    {
        await using var bed = await VonageTestBed.StartAsync(_time);

        foreach (var minutes in new[] { 0, 9, 2, 14, 60 })
        {
            _time.Advance(TimeSpan.FromMinutes(minutes));
            (await bed.Client.CheckAsync(Token)).ShouldBeNull();
        }
    }
}
