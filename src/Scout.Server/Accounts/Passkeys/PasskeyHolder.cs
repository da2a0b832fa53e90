namespace Scout.Server.Accounts.Passkeys;

/// <summary>An account as the framework's passkey handler knows it.</summary>
internal sealed record PasskeyHolder(string Id, string Name);
