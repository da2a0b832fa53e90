using Scout.Core.Deliveries;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Deliveries;

/// <summary>What became of a call or text, as coarsely as people ask for it.</summary>
public enum Outcome
{
    UnderWay,

    /// <summary>A key was pressed, or the text arrived.</summary>
    Reached,

    NotReached,

    /// <summary>It was dealt with before it left.</summary>
    NotNeeded,
}

internal static class Outcomes
{
    public static Outcome Of(DeliveryState state) =>
        state switch
        {
            DeliveryState.Delivered or DeliveryState.Confirmed => Outcome.Reached,
            DeliveryState.Missed or DeliveryState.Refused => Outcome.NotReached,
            DeliveryState.Cancelled => Outcome.NotNeeded,
            _ => Outcome.UnderWay,
        };

    public static IEnumerable<DeliveryState> StatesOf(Outcome outcome) =>
        Enum.GetValues<DeliveryState>().Where(state => Of(state) == outcome);

    /// <summary>As it stands in an address.</summary>
    public static string Word(this Outcome outcome) =>
        outcome switch
        {
            Outcome.UnderWay => "under-way",
            Outcome.Reached => "reached",
            Outcome.NotReached => "not-reached",
            _ => "not-needed",
        };

    /// <summary>Null: no such word, or none.</summary>
    public static Outcome? Read(string? word) =>
        Enum.GetValues<Outcome>().Where(outcome => outcome.Word() == word).Cast<Outcome?>().FirstOrDefault();

    public static string Name(this Outcome outcome) =>
        outcome switch
        {
            Outcome.UnderWay => Say.It("Under way"),
            Outcome.Reached => Say.It("Reached"),
            Outcome.NotReached => Say.It("Not reached"),
            _ => Say.It("No longer needed"),
        };
}
