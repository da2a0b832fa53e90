using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Replies;

namespace Scout.Server.Api;

/// <summary>Why something was not done, as application/problem+json.</summary>
internal static class ApiProblem
{
    public static ProblemHttpResult Bad(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Nothing was changed");

    public static ProblemHttpResult NotThere() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);

    /// <summary>Null: it was done.</summary>
    public static ProblemHttpResult? Of(ActAnswer answer) =>
        answer switch
        {
            ActAnswer.Done => null,
            ActAnswer.NotThere => NotThere(),
            ActAnswer.NotAllowed => TypedResults.Problem(
                "The account may look at this and not change it.",
                statusCode: StatusCodes.Status403Forbidden
            ),
            ActAnswer.NoSuchContact => Bad("No contact of this watch who may be called has this id."),
            ActAnswer.BadTime => Bad("The time is over already."),
            ActAnswer.Stale => Conflict("It is not as it was seen any more. Read it again, then decide."),
            ActAnswer.Over => Conflict("The alert is over."),
            ActAnswer.CloseRefused => Conflict(
                "What the alert is about goes on, so it cannot be closed. Acknowledge or snooze it; it closes by itself."
            ),
            _ => Conflict(
                "The contact was called a moment ago or is being called. The alert says until when it rests."
            ),
        };

    private static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Nothing was changed");
}
