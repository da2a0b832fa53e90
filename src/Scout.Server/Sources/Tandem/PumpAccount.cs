namespace Scout.Server.Sources.Tandem;

/// <summary>Whose data is asked for, opened for use. Prints nothing of itself.</summary>
/// <param name="Watch">The watch it belongs to.</param>
/// <param name="Pass">The last login's, which may have ended; null: there is none.</param>
internal sealed record PumpAccount(string Watch, TandemRegion Region, TandemCredentials Credentials, TandemPass? Pass)
{
    /// <summary>The last login; null: none was tried.</summary>
    public DateTimeOffset? LoggedInAt { get; init; }

    /// <summary>A person must act before another login is tried; null: none has to.</summary>
    public TandemFailure? Refused { get; init; }

    public override string ToString() => nameof(PumpAccount);
}
