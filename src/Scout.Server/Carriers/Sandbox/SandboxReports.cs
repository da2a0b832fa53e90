using Scout.Core.Deliveries;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>What a sandbox call has to tell Scout, in the words of a carrier.</summary>
internal static class SandboxReports
{
    public const int ToldRinging = 1;
    public const int ToldAnswered = 2;
    public const int ToldOver = 3;

    /// <summary>In order, what was not told yet. Telling one twice is harmless: its key is the same.</summary>
    public static IEnumerable<CarrierReport> Owed(SandboxCall call)
    {
        if (call.Told < ToldRinging && call.EndedBy != "busy")
        {
            yield return Report(call, CarrierStatus.Ringing, "ringing", call.PlacedAt);
        }

        if (call.Told < ToldAnswered && call.AnsweredAt is { } answered)
        {
            yield return Report(call, CarrierStatus.Answered, "answered", answered);
        }

        if (call.Told < ToldOver && call.IsOver)
        {
            yield return Ending(call);
        }
    }

    public static int Level(SandboxCall call) =>
        call switch
        {
            { IsOver: true } => ToldOver,
            { AnsweredAt: not null } => ToldAnswered,
            _ => ToldRinging,
        };

    /// <summary>Where the call stands, for a look-up.</summary>
    public static CarrierReport Latest(SandboxCall call) =>
        call switch
        {
            { IsOver: true } => Ending(call),
            { AnsweredAt: { } answered } => Report(call, CarrierStatus.Answered, "answered", answered),
            _ => Report(call, CarrierStatus.Ringing, "ringing", call.PlacedAt),
        };

    public static CarrierReport Delivered(SandboxText text) =>
        new(CarrierStatus.Delivered, text.Id, "delivered", "delivered") { At = At(text.At) };

    private static CarrierReport Ending(SandboxCall call) =>
        call.EndedBy switch
        {
            "voicemail" => Report(call, CarrierStatus.AnsweredMachine, "voicemail", call.OverAt),
            "unanswered" or "declined" or "busy" or "cancelled" => Report(
                call,
                CarrierStatus.NotReached,
                call.EndedBy,
                call.OverAt
            ),
            _ => Report(call, CarrierStatus.Completed, "completed", call.OverAt),
        };

    private static CarrierReport Report(SandboxCall call, CarrierStatus status, string said, long? at) =>
        new(status, call.Id, said, said) { At = at is { } known ? At(known) : null };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
