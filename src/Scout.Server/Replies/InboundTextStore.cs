using Scout.Server.Storage;

namespace Scout.Server.Replies;

/// <summary>What kind of text came, as it is kept.</summary>
internal enum TextKind
{
    /// <summary>An act, or a question about alerts.</summary>
    Command,

    /// <summary>Scout could not tell what, or which alert, was meant.</summary>
    Unclear,

    OptOut,

    OptIn,

    /// <summary>HELP: the carrier answers.</summary>
    Help,

    /// <summary>From a number that Scout does not know.</summary>
    Stranger,
}

/// <summary>Texts that came, once each, with what was answered.</summary>
internal static class InboundTextStore
{
    /// <summary>False: this very text came before.</summary>
    public static async Task<bool> KeepAsync(this Session session, InboundText text, DateTimeOffset now) =>
        await session.ExecuteAsync(
            """
            insert into inbound_texts (carrier, id, number, body, word, at)
            values (@Carrier, @Id, @From, @Body, '', @now)
            on conflict (carrier, id) do nothing
            """,
            new
            {
                text.Carrier,
                text.Id,
                text.From,
                text.Body,
                now = now.ToUnixTimeMilliseconds(),
            }
        ) == 1;

    public static void KeepAnswer(this Session session, InboundText text, TextKind kind, string? answer) =>
        session.Later(
            "update inbound_texts set word = @kind, answer = @answer where carrier = @Carrier and id = @Id",
            new
            {
                text.Carrier,
                text.Id,
                kind = kind.ToString(),
                answer,
            }
        );

    public static Task<string?> AnswerAsync(this Session session, InboundText text) =>
        session.FirstOrDefaultAsync<string>(
            "select answer from inbound_texts where carrier = @Carrier and id = @Id",
            text
        );

    /// <summary>How many texts of this number were answered since then: of one kind, or all.</summary>
    public static Task<long> AnsweredAsync(this Session session, string number, TextKind? kind, DateTimeOffset since) =>
        session.ScalarAsync<long>(
            $"""
            select count(*)
            from inbound_texts
            where number = @number and at > @since and answer is not null {(kind is null ? "" : "and word = @kind")}
            """,
            new
            {
                number,
                kind = kind?.ToString(),
                since = since.ToUnixTimeMilliseconds(),
            }
        );
}
