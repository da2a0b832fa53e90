using Scout.Server.Storage;

namespace Scout.Server.Tests.Storage;

public sealed class PositionalTextTests
{
    [Fact]
    public void Names_become_places_and_a_quoted_text_stays()
    {
        var arguments = new { Key = "a", at = (long?)null };

        var statement = PositionalText
            .Of("update t set a = @at, b = @Key where k = @key and m = 'me@home'", arguments.GetType())
            .With(arguments);

        statement.CommandText.ShouldBe("update t set a = $1, b = $2 where k = $2 and m = 'me@home'");
        statement.Parameters.Select(parameter => parameter.Value).ShouldBe([DBNull.Value, "a"]);
    }

    [Fact]
    public void A_name_without_a_value_is_a_mistake_that_says_which() =>
        Should
            .Throw<ArgumentException>(() => PositionalText.Of("select @nobody", new { a = 1 }.GetType()))
            .Message.ShouldContain("@nobody");
}
