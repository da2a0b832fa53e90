using Scout.TestKit;

namespace Scout.Server.Tests.Sandbox;

/// <summary>The telephones that live in Scout behave like telephones.</summary>
public sealed class SandboxStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_call_rings_says_the_value_once_answered_and_a_key_acknowledges(string engine)
    {
        await using var table = await Table.LaidAsync(engine);
        await table.ReadsAsync(62);
        var ringing = (await table.LookAtAsync(Table.Sam)).Calls.ShouldHaveSingleItem();
        ringing.State.ShouldBe("ringing");
        ringing.Says.ShouldBeEmpty();

        (await table.ActAsync(Table.Sam, "answer")).ShouldBeNull();
        var talking = (await table.LookAtAsync(Table.Sam)).Calls[0];
        talking.Says.ShouldContain("62");
        talking.AsksForKey.ShouldBeTrue();

        (await table.PressAsync(Table.Sam, "1")).ShouldBeNull();
        (await table.LookAtAsync(Table.Sam)).Calls[0].AsksForKey.ShouldBeFalse();
        await table.PassAsync(Minute);

        (await table.LookAtAsync(Table.Sam)).Calls[0].State.ShouldBe("over");
        (await table.LookAtAsync(Table.First)).Texts.ShouldBeEmpty();
        (await table.ReadAsync("select state from alerts")).ShouldNotBeNull().ShouldContain("held");
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_call_that_rings_out_sends_texts_to_the_others(string engine)
    {
        await using var table = await Table.LaidAsync(engine);
        await table.ReadsAsync(62);

        await table.PassAsync(Minute);

        (await table.LookAtAsync(Table.Sam)).Calls[0].EndedBy.ShouldBe("unanswered");
        (await table.LookAtAsync(Table.First)).Texts.ShouldHaveSingleItem().Body.ShouldContain("62 mg/dL");
        (await table.LookAtAsync(Table.Second)).Texts.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("decline", "declined")]
    [InlineData("voicemail", "voicemail")]
    public async Task Nobody_was_reached_so_the_others_learn_it_at_once(string act, string endedBy)
    {
        await using var table = await Table.LaidAsync();
        await table.ReadsAsync(62);

        (await table.ActAsync(Table.Sam, act)).ShouldBeNull();

        (await table.LookAtAsync(Table.Sam)).Calls[0].EndedBy.ShouldBe(endedBy);
        (await table.LookAtAsync(Table.First)).Texts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Picking_up_and_hanging_up_without_a_key_is_not_an_answer()
    {
        await using var table = await Table.LaidAsync();
        await table.ReadsAsync(62);
        await table.ActAsync(Table.Sam, "answer");

        (await table.ActAsync(Table.Sam, "hangup")).ShouldBeNull();

        (await table.LookAtAsync(Table.First)).Texts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_call_without_a_key_asks_again_and_ends()
    {
        await using var table = await Table.LaidAsync();
        await table.ReadsAsync(62);
        await table.ActAsync(Table.Sam, "answer");

        await table.PassAsync(2 * Minute);

        (await table.LookAtAsync(Table.Sam)).Calls[^1].EndedBy.ShouldBe("scout");
        (await table.LookAtAsync(Table.First)).Texts.ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothEngines))]
    public async Task A_ringing_call_survives_a_restart_and_still_rings_out(string engine)
    {
        await using var table = await Table.LaidAsync(engine);
        await table.ReadsAsync(62);

        await table.RestartAsync();
        (await table.LookAtAsync(Table.Sam)).Calls.ShouldHaveSingleItem().State.ShouldBe("ringing");
        await table.PassAsync(Minute);

        (await table.LookAtAsync(Table.Sam)).Calls[0].EndedBy.ShouldBe("unanswered");
        (await table.LookAtAsync(Table.First)).Texts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Recovery_ends_the_ringing_and_tells_those_who_were_disturbed_once()
    {
        await using var table = await Table.LaidAsync();
        await table.ReadsAsync(62);
        await table.ActAsync(Table.Sam, "decline");
        foreach (var value in new[] { 90, 95, 97 })
        {
            await table.PassAsync(5 * Minute);
            await table.ReadsAsync(value);
        }

        await table.PassAsync(Minute);
        (await table.LookAtAsync(Table.Sam)).Calls.ShouldAllBe(call => call.State == "over");
        (await table.LookAtAsync(Table.First)).Texts[^1].Body.ShouldContain("9");
        (await table.ReadAsync("select id from alerts where closed_at is null and kind = 'Low'")).ShouldBeNull();
    }

    [Fact]
    public async Task A_text_from_a_telephone_takes_the_alert()
    {
        await using var table = await Table.LaidAsync();
        await table.ReadsAsync(62);
        await table.ActAsync(Table.Sam, "decline");

        (await table.ActAsync(Table.First, "text", new { body = "A" })).ShouldBeNull();

        (await table.ReadAsync("select state from alerts")).ShouldNotBeNull().ShouldContain("held");
        (await table.LookAtAsync(Table.First)).Texts.ShouldContain(text => text.FromPhone && text.Body == "A");
    }

    [Theory]
    [InlineData("answer", "Nothing rings")]
    [InlineData("press", "A key is one of")]
    [InlineData("hangup", "The call is over")]
    [InlineData("text", "between 1 and 1600")]
    [InlineData("dance", "A telephone can")]
    public async Task What_a_telephone_cannot_do_now_is_refused_in_a_sentence(string act, string says)
    {
        await using var table = await Table.LaidAsync();

        (await table.ActAsync(Table.Sam, act)).ShouldNotBeNull().ShouldContain(says);
    }
}
