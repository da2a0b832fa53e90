using System.Net;
using Scout.TestKit;
using Scout.TestKit.Vonage;

namespace Scout.Server.Tests.Contacts;

/// <summary>The address book through its forms.</summary>
public sealed class ContactPagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(BothEngines))]
    public async Task Somebody_is_added_changed_and_removed(string engine)
    {
        await using var bed = await ContactsBed.LaidAsync(engine);
        var ada = await bed.AddAsync(bed.Owner, "Ada", "+1 (415) 555-0102");
        (await bed.Owner.SeesAsync("/contacts")).ShouldContain("+14155550102");

        await bed.Owner.PostsAsync(
            $"/contacts/{ada}",
            $"/contacts/{ada}",
            ("name", "Ada Lane"),
            ("phone", "+447700900123"),
            ("language", "es"),
            ("unit", "MmolL"),
            ("zone", "Europe/London"),
            ("quiet_from", "22:00"),
            ("quiet_until", "07:00")
        );
        var page = await bed.Owner.SeesAsync("/contacts");
        page.ShouldContain("Ada Lane");
        page.ShouldContain("+447700900123");
        page.ShouldContain("Quiet hours from 22:00 until 07:00.");
        (await bed.Owner.SeesAsync($"/contacts/{ada}")).ShouldContain("value=\"22:00\"");

        await bed.Owner.PostsAsync($"/contacts/{ada}/remove", $"/contacts/{ada}/remove");
        (await bed.Owner.SeesAsync("/contacts")).ShouldNotContain("Ada Lane");
        (await bed.TextAsync("select name from contacts where id = @ada", new { ada })).ShouldBe("Ada Lane");
        await bed.Owner.SeesAsync($"/contacts/{ada}", HttpStatusCode.NotFound);
    }

    [Theory, Trait("Rule", "TEL-37")]
    [InlineData("de", "Deutsch", "Das ist ein Testanruf von Scout.")]
    [InlineData("fr", "Français", "Ceci est un appel d'essai de Scout.")]
    [InlineData("pt-BR", "Português", "Esta é uma chamada de teste do Scout.")]
    public async Task Somebody_is_called_in_a_language_that_the_pages_do_not_have(
        string language,
        string name,
        string said
    )
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Owner, "Ada", "+1 (415) 555-0102");
        await bed.Owner.PostsAsync(
            $"/contacts/{ada}",
            $"/contacts/{ada}",
            ("name", "Ada"),
            ("phone", "+14155550102"),
            ("language", language),
            ("unit", "MgDl"),
            ("zone", "UTC")
        );
        WebUtility.HtmlDecode(await bed.Owner.SeesAsync("/contacts")).ShouldContain(name);

        await bed.Owner.PostsAsync("/contacts", $"/contacts/{ada}/test");
        await bed.Server.SettleAsync(Stop);

        (await bed.SaidOnPhoneAsync("+14155550102")).ShouldNotBeNull().ShouldStartWith(said);
    }

    [Theory]
    [InlineData("phone", "07700 900123", "starts with + and the country code")]
    [InlineData("phone", "+1 900 555 0100", "Premium-rate")]
    [InlineData("phone", "112", "does not call emergency numbers")]
    [InlineData("phone", "+14155550199", "Scout itself calls from")]
    [InlineData("phone", "+44 7700 900123", "does not call this country here")]
    [InlineData("phone", "", "missing")]
    [InlineData("name", "", "The name is missing")]
    [InlineData("zone", "europe/berlin", "Choose a time zone")]
    [InlineData("language", "xx", "Choose one of the languages")]
    [InlineData("unit", "stone", "Choose mg/dL or mmol/L")]
    [InlineData("quiet_from", "22:00", "two clock times")]
    public async Task What_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
        string field,
        string typed,
        string says
    )
    {
        await using var bed = await ContactsBed.LaidAsync(
            settings:
            [
                new("Scout:Vonage:Number", "14155550199"),
                new("Scout:Carriers:Countries", "1, 49"),
                new("Scout:Vonage:ApplicationId", "00000000-0000-0000-0000-000000000001"),
                new("Scout:Vonage:PrivateKey", FakeVonage.PrivateKeyPem),
            ]
        );
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "Grandma Ada",
            ["phone"] = "+14155550102",
            ["language"] = "en",
            ["unit"] = "MgDl",
            ["zone"] = "UTC",
            [field] = typed,
        };

        var page = await bed.Owner.PostsAsync(
            "/contacts/new",
            "/contacts/new",
            HttpStatusCode.UnprocessableEntity,
            [.. fields.Select(one => (one.Key, one.Value))]
        );

        page.ShouldContain(says);
        page.ShouldContain("aria-invalid=\"true\"");
        page.ShouldContain($"f-{field}-error");
        page.ShouldContain(field == "name" ? "+14155550102" : "Grandma Ada");
        (await bed.TextAsync("select id from contacts")).ShouldBeNull();
    }

    [Fact]
    public async Task A_number_stands_in_a_book_once()
    {
        await using var bed = await ContactsBed.LaidAsync();
        await bed.AddAsync(bed.Owner, "Ada", "+14155550102");

        var page = await bed.Owner.PostsAsync(
            "/contacts/new",
            "/contacts/new",
            HttpStatusCode.UnprocessableEntity,
            ("name", "Somebody"),
            ("phone", "00 1 415 555 0102"),
            ("language", "en"),
            ("unit", "MgDl"),
            ("zone", "UTC")
        );

        page.ShouldContain("in your contacts already, as Ada.");
    }

    [Fact]
    public async Task Another_accounts_contact_is_not_found_whatever_is_asked_of_it()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Owner, "Ada", "+14155550102");

        (await bed.Member.SeesAsync("/contacts")).ShouldNotContain(ada); // a short name may stand in a random token
        await bed.Member.SeesAsync($"/contacts/{ada}", HttpStatusCode.NotFound);
        await bed.Member.SeesAsync($"/contacts/{ada}/remove", HttpStatusCode.NotFound);
        foreach (var act in new[] { "", "/remove", "/code", "/verify", "/test", "/move", "/join", "/leave" })
        {
            await bed.Member.PostsAsync(
                "/contacts/new",
                $"/contacts/{ada}{act}",
                HttpStatusCode.NotFound,
                ("code", "123456"),
                ("name", "Mine"),
                ("watch", "x")
            );
        }

        (await bed.TextAsync("select name from contacts where id = @ada", new { ada })).ShouldBe("Ada");
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_a_stranger_is_sent_to_the_door()
    {
        await using var bed = await ContactsBed.LaidAsync();
        using var stranger = bed.Server.CreateClient(new() { AllowAutoRedirect = false });
        using var look = await stranger.GetAsync("/contacts", Stop);
        look.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var post = await stranger.PostAsync("/contacts/new", new FormUrlEncodedContent([]), Stop);
        post.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_answered_STOP_stays_stopped_also_as_a_new_contact()
    {
        await using var bed = await ContactsBed.LaidAsync();
        var ada = await bed.AddAsync(bed.Owner, "Ada", "+14155550102");
        await bed.Server.Database.WriteAsync(
            session => session.ExecuteAsync("update contacts set opted_out_at = 1 where id = @ada", new { ada }),
            Stop
        );
        (await bed.Owner.SeesAsync("/contacts")).ShouldContain("Answered STOP");
        await bed.Owner.PostsAsync($"/contacts/{ada}/remove", $"/contacts/{ada}/remove");

        await bed.AddAsync(bed.Member, "Grandma", "+14155550102");

        var page = await bed.Member.SeesAsync("/contacts");
        page.ShouldContain("Answered STOP");
        page.ShouldNotContain("Have a code texted");
    }
}
