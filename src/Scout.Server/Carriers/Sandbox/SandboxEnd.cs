namespace Scout.Server.Carriers.Sandbox;

/// <summary>A way a sandbox call ends.</summary>
/// <param name="From">The state it ends from.</param>
/// <param name="By">Stands in the row.</param>
internal sealed record SandboxEnd(string From, string By, bool OnlyWhenTimeIsUp = false)
{
    public static readonly SandboxEnd Declined = new(SandboxCall.Ringing, "declined");
    public static readonly SandboxEnd Voicemail = new(SandboxCall.Ringing, "voicemail");
    public static readonly SandboxEnd Unanswered = new(SandboxCall.Ringing, "unanswered", OnlyWhenTimeIsUp: true);
    public static readonly SandboxEnd Cancelled = new(SandboxCall.Ringing, "cancelled");
    public static readonly SandboxEnd HungUp = new(SandboxCall.Talking, "phone");
    public static readonly SandboxEnd EndedByScout = new(SandboxCall.Talking, "scout");
    public static readonly SandboxEnd Said = new(SandboxCall.Talking, "scout", OnlyWhenTimeIsUp: true);
}
