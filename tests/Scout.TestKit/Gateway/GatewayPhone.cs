using System.Security.Cryptography;

namespace Scout.TestKit.Gateway;

/// <summary>One telephone behind the gateway.</summary>
public sealed class GatewayPhone : BoothPhone<GatewayCall, GatewayText>
{
    internal GatewayPhone(FakeGateway booth, string number)
        : base(booth, number) { }
}

/// <summary>No call comes by this gateway.</summary>
public sealed class GatewayCall : BoothCall
{
    internal GatewayCall(FakeGateway booth, string to)
        : base(booth, to) { }

    public override string Said => "";
}

/// <summary>A text that reached the gateway.</summary>
public sealed class GatewayText : BoothText
{
    internal GatewayText(FakeGateway booth, string to, string body, string reference, string language)
        : base(booth, to, body)
    {
        (Reference, Language) = (reference, language);
        SayTold();
    }

    /// <summary>The provider's id.</summary>
    public string Id { get; } = $"m{RandomNumberGenerator.GetHexString(20, lowercase: true)}";

    /// <summary>Scout's own id.</summary>
    public string Reference { get; }

    public string Language { get; }
}
