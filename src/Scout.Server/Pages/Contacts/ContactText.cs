using Scout.Core.Contacts;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Server.Contacts;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Contacts;

/// <summary>A contact's state in sentences.</summary>
internal static class ContactText
{
    public static string Part(ContactPart part) =>
        part.Role switch
        {
            ContactRole.Person => Say.It("Is called for {0}.", part.WatchName),
            ContactRole.Emergency => Say.It(
                "Is texted for {0} when the call was missed; the emergency contact.",
                part.WatchName
            ),
            _ => Say.It("Is texted for {0} when the call was missed.", part.WatchName),
        };

    public static string Proof(ContactCard card) =>
        card.VerifiedAt is not null ? Say.It("The number is verified.")
        : card.MustBeProved ? Say.It("The number is not verified yet: Scout does not call or text it until it is.")
        : Say.It(
            "The number is not verified yet. Scout reaches it all the same; a code shows that it is the right one."
        );

    public static string Loose(LooseDelivery loose) => loose.Purpose is Purpose.Verify ? Code(loose) : Test(loose);

    /// <summary>It may still change by itself.</summary>
    public static bool IsUnderWay(LooseDelivery? loose) => loose is not null && !loose.State.IsFinal();

    public static string Of(Asked asked) =>
        asked switch
        {
            Asked.TooMany => Say.It("That was often enough for now. Wait an hour, then try again."),
            Asked.OptedOut => Say.It("This person answered STOP and gets no texts. Have the code said by a call."),
            Asked.NotProved => Say.It("Verify the number first: until then nothing but a code may reach it."),
            _ => "",
        };

    public static string Of(CodeVerdict verdict) =>
        verdict switch
        {
            CodeVerdict.Right => Say.It("The number is verified."),
            CodeVerdict.Wrong => Say.It("This is not the code. Look again, or have a new one sent."),
            CodeVerdict.TooManyTries => Say.It("These were too many tries. Have a new code sent."),
            CodeVerdict.Expired => Say.It("The code is too old. Have a new one sent."),
            _ => Say.It("No code was sent to this number. Have one sent first."),
        };

    private static string Test(LooseDelivery loose) =>
        loose.State switch
        {
            DeliveryState.Queued => Say.It("The test call is about to leave."),
            DeliveryState.Leased or DeliveryState.Unknown or DeliveryState.Accepted => Say.It(
                "The test call is on its way."
            ),
            DeliveryState.Ringing => Say.It("The phone rings."),
            DeliveryState.Answered => Say.It("Somebody picked up. Press a key on the phone."),
            DeliveryState.Confirmed => Say.It("The test call was heard: a key was pressed."),
            DeliveryState.Missed => Say.It("The test call did not succeed: {0}.", loose.Said),
            _ => Say.It("The test call could not be made: {0}.", loose.Said),
        };

    private static string Code(LooseDelivery loose) =>
        loose.State switch
        {
            DeliveryState.Refused => Say.It("The code could not be sent: {0}.", loose.Said),
            DeliveryState.Missed when loose.Channel is Channel.Text => Say.It(
                "The code did not arrive: {0}.",
                loose.Said
            ),
            DeliveryState.Missed when !loose.Said.StartsWith("answered", StringComparison.Ordinal) => Say.It(
                "The call with the code was not taken: {0}.",
                loose.Said
            ),
            _ when loose.Channel is Channel.Call => Say.It("A call says the code."),
            _ => Say.It("A text brings the code."),
        };
}
