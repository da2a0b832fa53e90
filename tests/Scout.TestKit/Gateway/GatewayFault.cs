namespace Scout.TestKit.Gateway;

/// <summary>What goes wrong with an order.</summary>
public abstract record GatewayFault
{
    private GatewayFault() { }

    /// <summary>It is sent, but no answer ever comes.</summary>
    public static GatewayFault Hangs { get; } = new Silence();

    public static GatewayFault Answers(int status, string body) => new Says(status, body);

    internal sealed record Silence : GatewayFault;

    internal sealed record Says(int Status, string Body) : GatewayFault;
}
