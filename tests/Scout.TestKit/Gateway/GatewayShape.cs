namespace Scout.TestKit.Gateway;

/// <summary>How the provider wants a text.</summary>
public enum GatewayShape
{
    /// <summary>POST of JSON with a Bearer token; answers {"messages":[{"id":"…","status":"queued"}]}.</summary>
    Json,

    /// <summary>POST of a form with user and password in it; answers "OK: id".</summary>
    Form,

    /// <summary>GET with everything in the address; answers "OK: id".</summary>
    Query,

    /// <summary>POST of XML; answers in XML.</summary>
    Xml,
}
