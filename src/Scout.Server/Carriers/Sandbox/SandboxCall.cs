namespace Scout.Server.Carriers.Sandbox;

/// <summary>A row of sandbox_calls.</summary>
public sealed record SandboxCall
{
    public const string Ringing = "ringing";
    public const string Talking = "talking";
    public const string Over = "over";

    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string Token { get; init; }

    public required string Script { get; init; }

    public required string Language { get; init; }

    public required long Asks { get; init; }

    public required string State { get; init; }

    public required string EndedBy { get; init; }

    public required long Told { get; init; }

    public required long PlacedAt { get; init; }

    public required long? AnsweredAt { get; init; }

    public required long NextAt { get; init; }

    public required long? OverAt { get; init; }

    public bool IsOver => State == Over;

    public bool AsksForKey => Asks == 1;
}
