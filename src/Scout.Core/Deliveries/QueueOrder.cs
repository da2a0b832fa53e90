using Scout.Core.Messages;
using Scout.Core.Watches;

namespace Scout.Core.Deliveries;

/// <summary>Which delivery leaves first when not all can: the smaller rank, then whoever has been due for longer.</summary>
public static class QueueOrder
{
    /// <summary>Questions about what is under way: they pass everything that waits but a critical alert.</summary>
    public const long UnderWay = -20;

    public static long RankOf(Purpose purpose, Severity severity) =>
        purpose switch
        {
            Purpose.Alert when severity is Severity.Critical => -30,
            Purpose.Alert when severity is Severity.Urgent => -20,
            Purpose.Alert when severity is Severity.Warning => -15,
            Purpose.Alert => -14,
            Purpose.Test or Purpose.Verify or Purpose.Answer => -12, // whoever asked stands at the phone
            _ => -10,
        };
}
