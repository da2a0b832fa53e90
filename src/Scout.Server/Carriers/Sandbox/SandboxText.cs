namespace Scout.Server.Carriers.Sandbox;

/// <summary>A row of sandbox_texts.</summary>
public sealed record SandboxText
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string Token { get; init; }

    public required string Body { get; init; }

    public required long FromPhone { get; init; }

    public required long At { get; init; }
}
