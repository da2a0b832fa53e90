namespace Scout.TestKit.Nightscout;

/// <summary>How a site misbehaves.</summary>
public enum FakeFault
{
    None,

    /// <summary>Takes the request and never answers.</summary>
    Hang,

    /// <summary>200 with a page.</summary>
    Html,

    /// <summary>404 with a page.</summary>
    NotFound,

    /// <summary>500 with a page, as after a failed start.</summary>
    BootError,

    /// <summary>500 with JSON, as without a database.</summary>
    MongoError,

    /// <summary>503 of the platform.</summary>
    Asleep,

    /// <summary>401, whatever is sent.</summary>
    Unauthorized,

    /// <summary>200, JSON, but no array.</summary>
    NoArray,

    /// <summary>An array that breaks off in its second row.</summary>
    BrokenJson,

    /// <summary>A body of 3 MiB, compressible.</summary>
    Huge,

    /// <summary>To itself, on and on.</summary>
    RedirectLoop,

    /// <summary>To the same host, where it works.</summary>
    RedirectOnce,

    /// <summary>To another host.</summary>
    RedirectAway,

    /// <summary>Hangs up in the middle of the body.</summary>
    Abort,
}
