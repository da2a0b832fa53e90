using System.Net;
using Scout.TestKit;

namespace Scout.Server.Tests.Contacts;

/// <summary>A code goes to the phone and comes back by hand.</summary>
public sealed class VerificationTests
{
    private const string Ada = "+14155550102";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_texted_code_verifies_the_number(string engine)
    {
        await using var bed = await ContactsBed.LaidAsync(engine);
        var ada = await bed.AddAsync(bed.Member, "Ada", Ada);
        (await bed.Member.SeesAsync("/contacts")).ShouldContain("Scout does not call or text it until it is.");

        await SendAsync(bed, ada, "text");
        var code = ContactsBed.CodeIn(await bed.TextOnPhoneAsync(Ada));
        (await bed.Member.SeesAsync("/contacts")).ShouldContain("A text brings the code.");
        await bed.Member.PostsAsync("/contacts", $"/contacts/{ada}/verify", ("code", $"{code[..3]} {code[3..]}"));

        (await bed.Member.SeesAsync("/contacts")).ShouldContain("The number is verified.");
        foreach (var kept in new[] { "select facts from deliveries", "select text from attempts" })
        {
            (await bed.TextAsync(kept)).ShouldNotBeNull().ShouldNotContain(code, customMessage: kept);
        }

        (await bed.TextAsync("select hash from codes")).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_says_the_code_digit_by_digit_twice()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Member, "Ada", Ada);

        await SendAsync(bed, ada, "call");
        var said = (await bed.SaidOnPhoneAsync(Ada)).ShouldNotBeNull();
        var parts = said.Split("The code is:")[1].Split("Once more:");
        parts[0].Trim().ShouldMatch("^[0-9], [0-9], [0-9], [0-9], [0-9], [0-9][.]?$");
        parts[1].Trim().ShouldStartWith(parts[0].Trim());
        var code = string.Concat(parts[0].Where(char.IsAsciiDigit));
        (await bed.TextAsync("select hash from codes")).ShouldNotBeNull().ShouldNotContain(code);

        await bed.Member.PostsAsync("/contacts", $"/contacts/{ada}/verify", ("code", code));
        (await bed.Member.SeesAsync("/contacts")).ShouldContain("The number is verified.");
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes_and_after_five_wrong_tries()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Member, "Ada", Ada);
        (await TryAsync(bed, ada, "123456")).ShouldContain("No code was sent");

        await SendAsync(bed, ada, "text");
        var code = ContactsBed.CodeIn(await bed.TextOnPhoneAsync(Ada));
        bed.Time.Advance(TimeSpan.FromMinutes(10));
        (await TryAsync(bed, ada, code)).ShouldContain("too old");

        await SendAsync(bed, ada, "text");
        code = ContactsBed.CodeIn(await bed.TextOnPhoneAsync(Ada));
        var wrong = code == "000000" ? "111111" : "000000";
        for (var i = 0; i < 4; i++)
        {
            (await TryAsync(bed, ada, wrong)).ShouldContain("This is not the code.");
        }

        (await TryAsync(bed, ada, wrong)).ShouldContain("too many tries");
        (await TryAsync(bed, ada, code)).ShouldContain("too many tries");
        (await bed.TextAsync("select id from contacts where verified_at is not null")).ShouldBeNull();
    }

    [Fact]
    public async Task Three_codes_an_hour_go_to_a_number_whoever_asks()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var mine = await bed.AddAsync(bed.Member, "Ada", Ada);
        await SendAsync(bed, mine, "text");
        await SendAsync(bed, mine, "text");
        await SendAsync(bed, mine, "text");
        var theirs = await bed.AddAsync(bed.Owner, "Somebody", Ada);

        (
            await bed.Owner.PostsAsync(
                "/contacts",
                $"/contacts/{theirs}/code",
                HttpStatusCode.UnprocessableEntity,
                ("by", "text")
            )
        ).ShouldContain("Wait an hour");

        bed.Time.Advance(TimeSpan.FromMinutes(61));
        await bed.Owner.PostsAsync("/contacts", $"/contacts/{theirs}/code", ("by", "text"));
    }

    [Fact]
    public async Task A_changed_number_needs_a_code_of_its_own()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Member, "Ada", Ada);
        await SendAsync(bed, ada, "text");
        var code = ContactsBed.CodeIn(await bed.TextOnPhoneAsync(Ada));
        await bed.Member.PostsAsync($"/contacts/{ada}", $"/contacts/{ada}", ("phone", "+14155550109"));

        (await TryAsync(bed, ada, code)).ShouldContain("No code was sent to this number.");

        await bed.Member.PostsAsync($"/contacts/{ada}", $"/contacts/{ada}", ("phone", Ada));
        await SendAsync(bed, ada, "text");
        code = ContactsBed.CodeIn(await bed.TextOnPhoneAsync(Ada));
        await bed.Member.PostsAsync("/contacts", $"/contacts/{ada}/verify", ("code", code));
        await bed.Member.PostsAsync($"/contacts/{ada}", $"/contacts/{ada}", ("phone", "+14155550109"));
        (await bed.TextAsync("select id from contacts where verified_at is not null")).ShouldBeNull();
    }

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task A_test_call_rings_and_its_key_is_remembered(string engine)
    {
        await using var bed = await ContactsBed.LaidAsync(engine);
        var ada = await bed.AddAsync(bed.Owner, "Ada", Ada);
        await bed.Owner.PostsAsync("/contacts", $"/contacts/{ada}/test");
        await bed.Server.SettleAsync(Stop);
        (await bed.SaidOnPhoneAsync(Ada)).ShouldNotBeNull().ShouldContain("This is a test call from Scout.");
        (await bed.Owner.SeesAsync("/contacts")).ShouldContain("The phone rings.");

        await PhoneAsync(bed, "answer");
        (await bed.Owner.SeesAsync("/contacts")).ShouldContain("Somebody picked up. Press a key on the phone.");
        await PhoneAsync(bed, "press", ("key", "1"));

        var page = await bed.Owner.SeesAsync("/contacts");
        page.ShouldContain("The test call was heard: a key was pressed.");
        page.ShouldContain("Last answered test call:");
    }

    [Fact]
    public async Task A_test_call_that_nobody_takes_says_so_and_four_an_hour_are_enough()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Owner, "Ada", Ada);
        await bed.Owner.PostsAsync("/contacts", $"/contacts/{ada}/test");
        await bed.Server.AdvanceAsync(TimeSpan.FromMinutes(3), Stop);
        (await bed.Owner.SeesAsync("/contacts")).ShouldContain("The test call did not succeed: unanswered.");

        for (var i = 0; i < 3; i++)
        {
            await bed.Owner.PostsAsync("/contacts", $"/contacts/{ada}/test");
        }

        (
            await bed.Owner.PostsAsync("/contacts", $"/contacts/{ada}/test", HttpStatusCode.UnprocessableEntity)
        ).ShouldContain("often enough");
    }

    [Fact]
    public async Task A_number_that_nobody_proved_gets_no_test_call()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Member, "Ada", Ada);

        (
            await bed.Member.PostsAsync("/contacts", $"/contacts/{ada}/test", HttpStatusCode.UnprocessableEntity)
        ).ShouldContain("Verify the number first");
    }

    private static async Task SendAsync(ContactsBed bed, string contact, string by)
    {
        bed.Time.Advance(TimeSpan.FromSeconds(1)); // so that there is a newest text
        await bed.Member.PostsAsync("/contacts", $"/contacts/{contact}/code", ("by", by));
        await bed.Server.SettleAsync(Stop);
    }

    private static Task<string> TryAsync(ContactsBed bed, string contact, string code) =>
        bed.Member.PostsAsync(
            "/contacts",
            $"/contacts/{contact}/verify",
            HttpStatusCode.UnprocessableEntity,
            ("code", code)
        );

    private static async Task PhoneAsync(ContactsBed bed, string act, params (string, string)[] fields)
    {
        await bed.Owner.PostsAsync("/phones", $"/phones/{Uri.EscapeDataString(Ada)}/{act}", fields);
        await bed.Server.SettleAsync(Stop);
    }
}
