namespace Scout.TestKit.Vonage;

/// <summary>What goes wrong with an order.</summary>
public enum ApiFault
{
    None,

    /// <summary>The phone rings, but the connection breaks before the answer.</summary>
    AnswerLost,

    /// <summary>The connection breaks and nothing rings.</summary>
    Dropped,

    /// <summary>Nothing rings and no answer comes.</summary>
    Silent,

    /// <summary>401 in the old shape.</summary>
    Unauthorized,

    /// <summary>402.</summary>
    NoCredit,

    /// <summary>429 with Retry-After: 1.</summary>
    RateLimited,

    /// <summary>The recipient is refused: 400 for calls, 422 with 1430 for texts.</summary>
    InvalidNumber,

    /// <summary>A proxy's page with status 500; nothing rings.</summary>
    HtmlError,

    /// <summary>503 with an empty body.</summary>
    Unavailable,
}
